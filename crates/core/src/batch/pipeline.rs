//! An ordered pipeline: items come from one thread, are worked on by many, and their results leave in the items' order on
//! the thread that called. All three go on at once; no more than a bounded stretch of items is under way, so that an
//! input of any length takes the same memory.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use thiserror::Error;

/// Most items under way: read, and their results not yet taken.
const ITEMS: usize = 512;

/// Most bytes of items under way; a single item may be longer. What is made of them is many times as long.
const BYTES: usize = 4_000_000;

/// Stack of a worker. One that waits for the pairs of its case takes up other cases meanwhile, each on top of the last,
/// at most as many as are under way.
const STACK: usize = 64 << 20;

/// Threads that work on items.
pub struct Pipeline {
    pool: ThreadPool,
}

/// The system gives no threads.
#[derive(Debug, Error)]
#[error("the system gives no {threads} threads ({why}); ask for fewer")]
pub struct NoThreads {
    threads: usize,
    why: String,
}

impl Pipeline {
    /// With so many working threads; those that read and take results come on top.
    ///
    /// # Errors
    /// The system gives no such threads.
    pub fn new(threads: usize) -> Result<Self, NoThreads> {
        let pool = ThreadPoolBuilder::new().num_threads(threads.max(1)).stack_size(STACK).build();
        Ok(Pipeline { pool: pool.map_err(|e| NoThreads { threads, why: e.to_string() })? })
    }

    /// What `work` gives, which it makes on these threads.
    pub fn within<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.pool.install(work)
    }

    /// Gives `sink` what `work` makes of each item of `source`, in their order. Items come with their size in bytes.
    /// A panic in `work` goes on to the caller (but see [`super::guarded`]).
    ///
    /// # Errors
    /// The first of `sink`, after which nothing more is begun.
    pub fn run<T: Send, R: Send, E>(
        &self,
        source: impl Iterator<Item = (usize, T)> + Send,
        work: impl Fn(T) -> R + Sync,
        mut sink: impl FnMut(R) -> Result<(), E>,
    ) -> Result<(), E> {
        let gate = Gate::default();
        let (done, results) = mpsc::channel();
        thread::scope(|threads| {
            let (gate, work) = (&gate, &work);
            threads.spawn(move || {
                self.pool.in_place_scope_fifo(|scope| {
                    for (number, (size, item)) in source.enumerate() {
                        if !gate.enter(size) {
                            break;
                        }
                        let done = done.clone();
                        scope.spawn_fifo(move |_| {
                            if !gate.is_shut() {
                                // Nobody waits for it if the sink has failed.
                                let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                                let _ = done.send((number, size, result));
                            }
                        });
                    }
                    drop(done);
                });
            });
            let mut early = BTreeMap::new();
            let mut next = 0;
            for (number, size, result) in results {
                early.insert(number, (size, result));
                while let Some((size, result)) = early.remove(&next) {
                    next += 1;
                    let taken = match result {
                        Ok(result) => sink(result),
                        Err(panic) => {
                            gate.shut();
                            resume_unwind(panic);
                        }
                    };
                    gate.leave(size);
                    if taken.is_err() {
                        gate.shut();
                        return taken;
                    }
                }
            }
            Ok(())
        })
    }
}

/// Lets items in while there is room.
#[derive(Default)]
struct Gate {
    state: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    items: usize,
    bytes: usize,
    shut: bool,
}

impl Gate {
    /// Waits for room; false if the gate has been shut.
    fn enter(&self, size: usize) -> bool {
        let full = |inside: &mut Inside| {
            !inside.shut && inside.items > 0 && (inside.items >= ITEMS || inside.bytes.saturating_add(size) > BYTES)
        };
        let mut inside = self.changed.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        inside.items += 1;
        inside.bytes = inside.bytes.saturating_add(size);
        !inside.shut
    }

    fn leave(&self, size: usize) {
        let mut inside = self.lock();
        inside.items -= 1;
        inside.bytes -= size;
        self.changed.notify_all();
    }

    fn shut(&self) {
        self.lock().shut = true;
        self.changed.notify_all();
    }

    fn is_shut(&self) -> bool {
        self.lock().shut
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn slowly(n: usize) -> usize {
        if n.is_multiple_of(97) {
            thread::sleep(Duration::from_millis(3));
        }
        n * 2
    }

    #[test]
    fn results_keep_the_order_on_any_number_of_threads() {
        for threads in [1, 2, 7] {
            let mut got = Vec::new();
            let take = |n| {
                got.push(n);
                Ok::<(), ()>(())
            };
            Pipeline::new(threads).unwrap().run((0..2000).map(|n| (n, n)), slowly, take).unwrap();
            assert_eq!(got, (0..2000).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_more_than_the_bound_is_under_way() {
        let (begun, taken, most) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let source = (0..5000).map(|n| {
            let under_way = begun.fetch_add(1, Ordering::SeqCst) - taken.load(Ordering::SeqCst);
            most.fetch_max(under_way, Ordering::SeqCst);
            (1, n)
        });
        let take = |_| {
            taken.fetch_add(1, Ordering::SeqCst);
            Ok::<(), ()>(())
        };
        Pipeline::new(3).unwrap().run(source, slowly, take).unwrap();
        // One more is in the hand of the reader, and one in that of the sink.
        assert!(most.into_inner() <= ITEMS + 2);
        assert_eq!(taken.into_inner(), 5000);
    }

    #[test]
    fn an_item_longer_than_the_bound_goes_alone() {
        let mut got = Vec::new();
        let take = |n| {
            got.push(n);
            Ok::<(), ()>(())
        };
        let sizes = [1, BYTES * 3, 1, usize::MAX, 2];
        Pipeline::new(2).unwrap().run(sizes.into_iter().enumerate().map(|(n, s)| (s, n)), |n| n, take).unwrap();
        assert_eq!(got, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_panic_goes_on_to_the_caller() {
        let run = || Pipeline::new(2).unwrap().run((0..5000).map(|n| (1, n)), |n| assert!(n != 9), Ok::<(), ()>);
        assert!(catch_unwind(run).is_err());
    }

    #[test]
    fn after_an_error_nothing_more_is_read() {
        let read = AtomicUsize::new(0);
        let source = (0..1_000_000).map(|n| {
            read.fetch_add(1, Ordering::SeqCst);
            (1, n)
        });
        let take = |n| if n < 20 { Ok(()) } else { Err(n) };
        assert_eq!(Pipeline::new(2).unwrap().run(source, slowly, take), Err(20));
        assert!(read.into_inner() <= ITEMS + 30);
    }
}
