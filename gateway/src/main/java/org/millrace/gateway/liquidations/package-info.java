/**
 * What is told of hours of liquidations: how signals did, what is missing or wrong, how fresh it is, what models are
 * trained with, and plots. Pure functions of the store's rows, on whichever thread asked it.
 */
package org.millrace.gateway.liquidations;
