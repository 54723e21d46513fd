//! Files that are no encoder, or no longer one: each gets its sentence, and none a panic.

use proptest::prelude::*;
use serde_json::json;

use super::made::{Made, made, tiny};
use crate::domain::encoder::Encoder;

fn check(bytes: &[u8], expect: &str) {
    match Encoder::read(bytes) {
        Ok(_) => panic!("read, but: {expect}"),
        Err(fault) => assert_eq!(fault.to_string(), expect),
    }
}

/// A file that was changed while it was made.
fn changed(change: impl FnOnce(&mut Made), expect: &str) {
    let mut made = made();
    change(&mut made);
    check(&made.bytes(), expect);
}

#[test]
fn what_is_no_encoder_is_called_so() {
    check(b"", "this is no encoder file: it does not begin with GREENENC");
    check(b"PK\x03\x04 and so on", "this is no encoder file: it does not begin with GREENENC");
    let short = "the encoder file is cut short: it ends within ";
    check(b"GREEN", &format!("{short}its first bytes"));
    check(b"GREENENC\x01", &format!("{short}its version"));
    check(b"GREENENC\x01\0\0\0\0", &format!("{short}its header"));
    check(b"GREENENC\x01\0\0\0\xff\xff\xff\xff{}", &format!("{short}its header"));
    let whole = tiny();
    check(&whole[..whole.len() - 1], &format!("{short}tensor \"trap.q\""));
    let later = "the encoder file is of version 2, and this program reads version 1";
    check(b"GREENENC\x02\0\0\0", later);
    let unread = "the encoder file's header cannot be read: ";
    check(
        b"GREENENC\x01\0\0\0\x02\0\0\0{}",
        &format!("{unread}missing field `layers` at line 1 column 2"),
    );
}

#[test]
fn a_header_that_does_not_add_up_is_refused() {
    let set = |name: &'static str, value: i64, expect: &str| {
        let expect = format!("the encoder file's header does not add up: {expect}");
        changed(|made| made.header[name] = json!(value), &expect);
    };
    set("layers", 0, "layers, width, heads and inner must be at least 1");
    set("heads", 3, "a width of 8 is not shared evenly by 3 heads");
    set("longest", 2, "longest must be at least 3, and epsilon not below 0");
    set("epsilon", -1, "longest must be at least 3, and epsilon not below 0");
    set("longest", 17, "16 positions for 17 tokens");
    let last = "the encoder file has no tensor \"layer.2.query.weight\"";
    changed(|made| made.header["layers"] = json!(u64::MAX), last);
    changed(|made| made.remove("trap.g"), "the encoder file has no tensor \"trap.g\"");
}

#[test]
fn a_tensor_must_have_its_shape_and_lie_in_the_file() {
    let set = |name: &str, field: &str, value: u64, expect: &str| {
        changed(|made| made.tensor(name)[field] = json!(value), expect);
    };
    let short =
        |name: &str| format!("the encoder file is cut short: it ends within tensor {name:?}");
    let name = "layer.1.down.weight";
    set(name, "rows", u64::MAX, &short(name));
    set(name, "cols", u64::MAX / 8, &short(name));
    set(name, "at", u64::MAX - 3, &short(name));
    let wrong =
        |name: &str, what: &str| format!("the encoder file's tensor {name:?} should be {what}");
    set(name, "rows", 7, &wrong(name, "i8, 8 by 16, not i8 of 7 by 16"));
    set("trap.a", "cols", 0, &wrong("trap.a", "f32, 1 numbers, not f32 of 1 by 0"));
    let word = "embeddings.word";
    set(word, "cols", 7, &wrong(word, "i8, 8 wide, not i8 of 13 by 7"));
    set(word, "rows", 12, "the encoder file's vocabulary has 13 tokens, not 12");
    set("vocabulary", "rows", 40, "the encoder file's vocabulary has 8 tokens, not 13");
    let text = |made: &mut Made| made.tensor("vocabulary")["kind"] = json!("f32");
    changed(text, "the encoder file's tensors are larger than the file");
}

#[test]
fn a_number_must_be_one() {
    let expect = "the encoder file's tensor \"criterion.g\" holds a number that is not finite";
    let mut made = made();
    let at = made.tensor("criterion.g")["at"].as_u64().unwrap() as usize;
    let bytes = made.bytes();
    let start = bytes.len() - made.data_length();
    let mut bytes = bytes;
    bytes[start + at..][..4].copy_from_slice(&f32::NAN.to_le_bytes());
    check(&bytes, expect);
}

/// Reads it, and reads with it if it can be read.
fn try_out(bytes: &[u8]) -> Result<(), TestCaseError> {
    match Encoder::read(bytes) {
        Ok(encoder) => {
            let vector = encoder.encode("We wrote a test.");
            prop_assert!(vector.iter().all(|x| x.is_finite()));
        }
        Err(fault) => prop_assert!(fault.to_string().len() > 20),
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        try_out(&bytes)?;
        try_out(&[b"GREENENC\x01\0\0\0", &bytes[..]].concat())?;
        let length = (bytes.len() as u32 / 2).to_le_bytes();
        try_out(&[b"GREENENC\x01\0\0\0", &length[..], &bytes].concat())?;
    }

    #[test]
    fn a_file_that_was_cut_is_refused(share in 0.0..1.0_f64) {
        let bytes = tiny();
        let cut = &bytes[..(bytes.len() as f64 * share) as usize];
        prop_assert!(Encoder::read(cut).is_err());
    }

    #[test]
    fn a_file_with_other_bytes_is_read_or_refused(
        flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = tiny();
        for (place, byte) in flips {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        try_out(&bytes)?;
    }

    #[test]
    fn a_header_with_other_figures_is_read_or_refused(
        tensor in any::<prop::sample::Index>(),
        field in prop::sample::select(vec!["rows", "cols", "at"]),
        value in prop_oneof![any::<u64>(), 0..40_u64],
        size in prop::sample::select(vec!["layers", "width", "heads", "inner", "longest"]),
        sized in prop_oneof![any::<u64>(), 0..20_u64],
    ) {
        let mut made = made();
        made.header[size] = json!(sized);
        try_out(&made.bytes())?;
        let tensors = made.header["tensors"].as_array_mut().unwrap();
        let tensor = tensor.index(tensors.len());
        tensors[tensor][field] = json!(value);
        try_out(&made.bytes())?;
    }
}
