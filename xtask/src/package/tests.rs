//! A package as a whole.
