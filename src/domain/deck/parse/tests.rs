use super::*;

const GOOD: &str = r#"
id = "d"
title = "D"
[[card]]
id = "a"
question = "Why?"
level = "mid"
short_answer = "s"
detail = "d"
looks_for = "l"
pitfall = "p"
[[card.criteria]]
id = "x"
title = "X"
examples = ["One.", "Two."]
"#;

#[test]
fn dump() {
    let show = |text: &str| {
        println!("-----\n{text}");
        let p = parse("decks/a.toml", text.as_bytes(), Format::Toml);
        for p in &p.problems { println!("{p}"); }
        println!("=> {:?}", p.deck.map(|d| (d.id, d.title, d.cards.iter().map(|c| c.id.to_string()).collect::<Vec<_>>())));
    };
    show(GOOD);
    show("");
    show("[[card]]\n");
    show("id='D d'\ntitle=''\ncards=[]\ncard = 5");
    show("[[card]]\nid = \"A b\"\nquestion=5\nlevle='mid'\nminutes='2'\ntags=['#A b', 'a-b', 5]\ncriteria = 5\n[card.traps]\nid='x'");
    show(&GOOD.replace("\"X\"", "\"X\\u001b[2J\\u202e\""));
    show(&GOOD.replace("id = \"x\"", "id = \"x\"\nkind='prof'\nweight=7\nwheight=1\n").replace("\"Two.\"", "3"));
    show(&GOOD.replace("\"mid\"", "mid"));
    show(&GOOD.replace("\"mid\"", "\"mid"));
    show(&GOOD.replace("\"mid\"", "\"\"\"mid"));
    show(&GOOD.replace("\"One.\", ", "\"One.\" "));
    show(&GOOD.replace("\"Two.\"]", "\"Two.\""));
    show(&GOOD.replace("[[card]]", "[[card]"));
    show(&GOOD.replace("[[card]]", "[card]"));
    show(&GOOD.replace("\"D\"", "D"));
    show(&(GOOD.to_owned()+GOOD));
    show(&(GOOD.to_owned()+"[meta]\n[meta]\n"));
    show(&GOOD.replace("Why", "Wh\u{1b}y"));
    show(&GOOD.replace("[[card]]", "card = []\n[[card]]"));
    show(&format!("{}[meta]\na=1\n{}", GOOD, &GOOD[GOOD.find("[[").unwrap()..]));
    let show = |text: &str| {
        println!("-----\n{text}");
        let p = parse("decks/a.json", text.as_bytes(), Format::Json);
        for p in &p.problems { println!("{p}"); }
        println!("=> {:?}", p.deck.map(|d| (d.id, d.title, d.cards.iter().map(|c| c.id.to_string()).collect::<Vec<_>>())));
    };
    show("");
    show("[]");
    show("{\"id\": \"a\",\n\"é\": tru}");
    show("{\"id\": \"a\",\n \"title\": null, \"id\": \"\\ud800\", \"card\": [{\"id\": \"x\", \"level\": \"Mid\"}, 5, {}]}");
}
