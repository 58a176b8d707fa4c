package org.millrace.engine.book;

/** Best levels of a book or of a quote; price and quantity 0 where a side is empty. Used again and again. */
final class Top {
    long bidPrice;
    long bidQuantity;
    long askPrice;
    long askQuantity;
}
