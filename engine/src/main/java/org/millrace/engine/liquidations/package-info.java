/**
 * Features of liquidations: gathers Glassnode's hourly metrics of an asset into hours, decides when an hour counts, and
 * publishes what is made of it. {@link org.millrace.engine.liquidations.LiquidationsStage} runs on the conveyor's thread;
 * what it keeps of an asset is allocated with the asset's first metric, and nothing after that.
 */
package org.millrace.engine.liquidations;
