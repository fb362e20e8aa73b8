//! What cargo cannot be told in Cargo.toml.

fn main() {
    // Rust's megabyte of stack puts all data at addresses that take four bytes in every instruction; half
    // of it leaves them at three. Nothing here recurses over data, so that half is plenty.
    println!("cargo::rustc-link-arg-bins=-zstack-size=524288");
    // What parts the module has to know what in it refers to what.
    println!("cargo::rustc-link-arg-bins=--emit-relocs");
    println!("cargo::rerun-if-changed=build.rs");
}
