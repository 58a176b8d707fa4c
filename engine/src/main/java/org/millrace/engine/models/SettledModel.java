package org.millrace.engine.models;

/**
 * A version of a model to which settings have given a role.
 *
 * @param isPromoted false: it is a shadow
 */
public record SettledModel(String name, int version, boolean isPromoted) {}
