//! Memory that holds nothing once it is given back.
//!
//! [`Secret`](console_core::secret::Secret) overwrites its own text. Answers of GitLab's, texts on their way to the
//! page and whatever a library copies are overwritten here, whoever holds them.

#![expect(unsafe_code, reason = "an allocator cannot be written without; nothing else needs it")]

use std::alloc::{GlobalAlloc, Layout};
use std::hint::black_box;
use std::ptr;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

/// An allocator with every block overwritten before it is given back.
///
/// Growing and shrinking are left to [`GlobalAlloc`], which moves to a new block and gives back the
/// old one; the inner allocator's own way may leave a piece of the old one as it was.
struct Wiping(WasmDynamicTalc);

#[global_allocator]
static ALLOCATOR: Wiping = Wiping(new_wasm_dynamic_allocator());

// SAFETY: Every block comes from the inner allocator and goes back to it with its own layout. Before
// that its bytes, which nobody uses any more, are written within that layout.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: The caller keeps the promises of `GlobalAlloc::alloc`, which are the same.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: The caller gives back a block of this layout. `black_box` lets the compiler believe that
        // somebody reads it afterwards, so that the writes stay.
        unsafe {
            ptr::write_bytes(block, 0, layout.size());
            self.0.dealloc(black_box(block), layout);
        }
    }
}
