//! Limits that the system sets: reaching one is a failure like any other, not the program's end.
//!
//! Does not set any.

/// Lets a write beyond the largest size of a file fail, where it would kill the program.
pub fn outlive() {
    #[cfg(unix)]
    {
        use std::sync::Arc;
        // Where the signal is caught at all, the write says what is wrong. (Programs that are started
        // from here get the system's own way back.)
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    }
}
