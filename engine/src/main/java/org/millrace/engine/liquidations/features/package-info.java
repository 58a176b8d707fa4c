/**
 * What is made of one asset's hours of liquidations, each hour once and from hours that came before it alone: smoothing
 * by a wavelet and by Kalman, clusters of the risk priority number, the side that dominates, signals. {@link
 * org.millrace.engine.liquidations.features.HourFeatures} holds all of it; the other classes are one step each, on the
 * conveyor's thread, and allocate nothing once made.
 */
package org.millrace.engine.liquidations.features;
