//! Makes encoder files: small, the same on every run, and in any part changed for a test.

use serde_json::{Value, json};

/// Numbers in a state of the tiny encoder.
pub(crate) const WIDTH: usize = 8;

const INNER: usize = 16;
const LONGEST: usize = 16;
const VOCABULARY: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nwe\nwrote\na\ntest\n##s\n.\nfound\nit\nbug\n";

/// A file in the making.
pub(crate) struct Made {
    pub(crate) header: Value,
    data: Vec<u8>,
    state: u32,
}

impl Made {
    fn next(&mut self) -> i8 {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.state >> 24) as u8 as i8
    }

    fn add(&mut self, name: &str, kind: &str, rows: usize, cols: usize, bytes: &[u8]) {
        let tensor = json!({
            "name": name, "kind": kind, "rows": rows, "cols": cols, "at": self.data.len(),
        });
        self.header["tensors"].as_array_mut().unwrap().push(tensor);
        self.data.extend_from_slice(bytes);
    }

    fn floats(&mut self, name: &str, numbers: &[f32]) {
        let bytes: Vec<u8> = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
        self.add(name, "f32", 1, numbers.len(), &bytes);
    }

    fn some(&mut self, name: &str, length: usize, around: f32) {
        let numbers: Vec<f32> =
            (0..length).map(|_| around + f32::from(self.next()) / 400.0).collect();
        self.floats(name, &numbers);
    }

    fn matrix(&mut self, name: &str, rows: usize, cols: usize) {
        let scales = (0..rows).flat_map(|n| ((n + 1) as f32 / 1_000.0).to_le_bytes());
        let mut bytes: Vec<u8> = scales.collect();
        bytes.extend((0..rows * cols).map(|_| self.next() as u8));
        self.add(name, "i8", rows, cols, &bytes);
    }

    fn norm(&mut self, name: &str) {
        self.some(&format!("{name}.norm.weight"), WIDTH, 1.0);
        self.some(&format!("{name}.norm.bias"), WIDTH, 0.0);
    }

    /// The file's bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let header = self.header.to_string();
        let length = (header.len() as u32).to_le_bytes();
        [b"GREENENC", &1_u32.to_le_bytes()[..], &length, header.as_bytes(), &self.data].concat()
    }

    /// How many of the bytes are numbers.
    pub(crate) fn data_length(&self) -> usize {
        self.data.len()
    }

    /// The entry of a tensor in the header.
    pub(crate) fn tensor(&mut self, name: &str) -> &mut Value {
        let tensors = self.header["tensors"].as_array_mut().unwrap();
        tensors.iter_mut().find(|tensor| tensor["name"] == name).unwrap()
    }

    /// Takes a tensor out.
    pub(crate) fn remove(&mut self, name: &str) {
        self.header["tensors"].as_array_mut().unwrap().retain(|tensor| tensor["name"] != name);
    }
}

/// An encoder of two layers that knows 13 tokens, to be changed.
pub(crate) fn made() -> Made {
    let header = json!({
        "layers": 2, "width": WIDTH, "heads": 2, "inner": INNER, "longest": LONGEST,
        "epsilon": 1e-12, "about": "Made for tests.", "tensors": [],
    });
    let mut made = Made { header, data: Vec::new(), state: 1 };
    made.add("vocabulary", "text", VOCABULARY.len(), 1, VOCABULARY.as_bytes());
    made.matrix("embeddings.word", VOCABULARY.lines().count(), WIDTH);
    made.matrix("embeddings.position", LONGEST, WIDTH);
    made.some("embeddings.type", WIDTH, 0.0);
    made.norm("embeddings");
    for layer in 0..2 {
        let square = ["query", "key", "value", "out"].map(|name| (name, WIDTH, WIDTH));
        for (name, out, width) in
            square.into_iter().chain([("up", INNER, WIDTH), ("down", WIDTH, INNER)])
        {
            made.matrix(&format!("layer.{layer}.{name}.weight"), out, width);
            made.some(&format!("layer.{layer}.{name}.bias"), out, 0.0);
        }
        made.norm(&format!("layer.{layer}.attention"));
        made.norm(&format!("layer.{layer}.output"));
    }
    for (sort, numbers) in [("criterion", [2.0, 3.0, 4.0, -5.0]), ("trap", [6.0, 7.0, 8.0, -9.0])] {
        for (name, number) in ["a", "b", "c", "bias"].into_iter().zip(numbers) {
            made.floats(&format!("{sort}.{name}"), &[number]);
        }
        let mut general = [0.0; WIDTH];
        general[0] = 0.1;
        made.floats(&format!("{sort}.g"), &general);
        let scales = [1.0_f32; WIDTH].into_iter().flat_map(f32::to_le_bytes);
        let cells = (0..WIDTH * WIDTH).map(|n| u8::from(n % (WIDTH + 1) == 0));
        let bytes: Vec<u8> = scales.chain(cells).collect();
        made.add(&format!("{sort}.q"), "i8", WIDTH, WIDTH, &bytes);
    }
    made
}

/// The bytes of [`made`].
pub(crate) fn tiny() -> Vec<u8> {
    made().bytes()
}
