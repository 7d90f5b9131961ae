#![no_main]

// A panic within the arithmetic is caught, and an error; libfuzzer's hook would end the run before that.
libfuzzer_sys::fuzz_target!(init: drop(std::panic::take_hook()), |bytes: &[u8]| diptych_fuzz::deep::run(bytes));
