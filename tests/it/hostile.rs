//! Journals as accidents, other programs and other clocks leave them: nothing else is lost.
