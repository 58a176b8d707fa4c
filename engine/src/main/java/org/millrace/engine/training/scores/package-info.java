/**
 * What predictions are judged by: plain maths on arrays, as doc/models.md defines it under "Train a model". NaN says that
 * a measure cannot be told.
 */
package org.millrace.engine.training.scores;
