package org.millrace.engine.bars;

/** What each bar of an instrument says of it: numbers of the schema. */
record BarInstrument(int id, short venue, byte priceExponent, byte quantityExponent) {}
