package org.millrace.gateway.websocket;

/** In which form a client takes packets. */
record Form(boolean json, boolean compressed) {}
