//! The JSON Schema of a deck file, made from the types; `assets/deck.schema.json` must be equal to it.
//! `UPDATE=1 cargo test --lib schema` writes it anew.

use std::path::Path;

use serde_json::{Value, json};

use super::Deck;

/// The fields that must be given; all others have a default.
const REQUIRED: &[(&str, &[&str])] = &[
    ("", &["id", "title", "card"]),
    ("Card", &["id", "question", "level"]),
    ("Criterion", &["id", "title", "examples"]),
    ("Trap", &["id", "title", "examples"]),
    ("Labelled", &["text"]),
];

fn schema() -> Value {
    let mut schema = serde_json::to_value(schemars::schema_for!(Deck)).unwrap();
    for (name, fields) in REQUIRED {
        let part = match *name {
            "" => &mut schema,
            name => &mut schema["$defs"][name],
        };
        part["required"] = json!(fields);
    }
    let slug = json!("^[a-z0-9]+(-[a-z0-9]+)*$");
    for part in ["", "Card", "Criterion", "Trap"] {
        let part = match part {
            "" => &mut schema,
            part => &mut schema["$defs"][part],
        };
        part["properties"]["id"]["pattern"] = slug.clone();
    }
    // What the program reads is a little narrower than what the types can hold.
    let card = &mut schema["$defs"]["Card"]["properties"];
    card["minutes"] = json!({
        "description": card["minutes"]["description"], "type": "number",
        "minimum": 0.25, "maximum": 30, "default": 2,
    });
    let weight = &mut schema["$defs"]["Criterion"]["properties"]["weight"];
    *weight = json!({
        "description": weight["description"], "type": "integer",
        "minimum": 1, "maximum": 3, "default": 1,
    });
    schema
}

#[test]
fn the_schema_in_the_assets_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/deck.schema.json");
    let text = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "UPDATE=1 mends it");
}

/// A small reading of the schema: every field of every shipped deck is one that it names.
#[test]
fn the_schema_names_every_field_of_the_shipped_decks() {
    let schema = schema();
    let text = include_str!("../../../decks/manual-exploratory.toml");
    let deck: Value = toml::from_str(text).unwrap();
    let check = |part: &Value, table: &Value| {
        for field in table.as_object().unwrap().keys() {
            assert!(part["properties"].get(field).is_some(), "{field}");
        }
    };
    check(&schema, &deck);
    for card in deck["card"].as_array().unwrap() {
        check(&schema["$defs"]["Card"], card);
        for criterion in card["criteria"].as_array().unwrap() {
            check(&schema["$defs"]["Criterion"], criterion);
        }
        for trap in card["traps"].as_array().unwrap() {
            check(&schema["$defs"]["Trap"], trap);
        }
    }
}
