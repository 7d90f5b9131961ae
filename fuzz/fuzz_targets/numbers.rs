#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| diptych_fuzz::numbers::run(bytes));
