/** What is asked of every order before it lives: each rule is one limit, and its refusal says the limit and the number. */
package org.millrace.engine.risk;
