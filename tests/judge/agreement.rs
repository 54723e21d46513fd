//! How far two labellers of the same answers agree: Cohen's kappa, over all and by criterion.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, ensure};
use greenroom::domain::rubric::{Judge, Scratch, Tail, Verdict};

use crate::corpus::Corpus;

/// Both verdicts on one target of one answer.
type Pair = (Verdict, Verdict);

/// Cohen's kappa of *met* against the rest; 1 where both always say the same one thing.
fn kappa(pairs: &[Pair]) -> f64 {
    let n = pairs.len() as f64;
    let share = |says: &dyn Fn(&Pair) -> bool| pairs.iter().filter(|p| says(p)).count() as f64 / n;
    let met = |verdict: Verdict| verdict == Verdict::Met;
    let same = share(&|p| met(p.0) == met(p.1));
    let (a, b) = (share(&|p| met(p.0)), share(&|p| met(p.1)));
    let chance = a * b + (1.0 - a) * (1.0 - b);
    if chance < 1.0 { (same - chance) / (1.0 - chance) } else { 1.0 }
}

/// The figures for all answers that two marked: those to the shipped decks, to the second and the later
/// cards, and those that came later to other cards.
pub(crate) fn report(root: &Path) -> Result<String> {
    let folder = root.join("tests/corpus");
    let shipped = |folder: &str| Corpus::shipped(root, &root.join(folder));
    let shipped = [shipped("tests/corpus/shipped")?, shipped("tests/corpus/shipped/second")?];
    let marked = |marks: &Path| Corpus::marked_twice(&folder, marks);
    let research = [marked(&folder)?, marked(&folder.join("second"))?];
    let more = |folder: &str| Corpus::more(root, &root.join(folder));
    let more = [more("tests/corpus/more")?, more("tests/corpus/more/second")?];
    let mut text = String::new();
    for (name, [first, second]) in
        [("shipped decks", &shipped), ("second and later sets", &research), ("more answers", &more)]
    {
        writeln!(text, "## {name}\n\n{}", compared(first, second)?)?;
    }
    Ok(text)
}

fn compared(first: &Corpus, second: &Corpus) -> Result<String> {
    ensure!(first.answers.len() == second.answers.len(), "the labellers had different answers");
    let (mut criteria, mut traps) = (Vec::new(), Vec::new());
    let mut single: Vec<(String, Vec<Pair>)> = Vec::new();
    for (n, (_, card)) in first.cards.iter().enumerate() {
        let targets = card.criteria.len() + card.traps.len();
        for target in 0..targets {
            let answers = first.answers.iter().zip(&second.answers).filter(|(a, _)| a.card == n);
            let mut pairs = Vec::new();
            for (a, b) in answers {
                ensure!(a.id == b.id && a.text == b.text, "{}: not the same answer", a.id);
                pairs.push((a.label(target), b.label(target)));
            }
            if target < card.criteria.len() {
                criteria.extend(&pairs);
                single.push((format!("{} {}", card.id, card.criteria[target].id), pairs));
            } else {
                traps.extend(&pairs);
            }
        }
    }
    let (mut judged, mut judged_traps) = (Vec::new(), Vec::new());
    for answer in &first.answers {
        let card = &first.cards[answer.card].1;
        let found =
            Judge::compile(card).judge(&answer.text, Tail::Finished, &mut Scratch::default());
        for (n, finding) in found.criteria.iter().enumerate() {
            judged.push((finding.verdict, answer.label(n)));
        }
        for (n, finding) in found.traps.iter().enumerate() {
            let hit = if finding.hit { Verdict::Met } else { Verdict::NotYet };
            judged_traps.push((hit, answer.label(card.criteria.len() + n)));
        }
    }
    let mut text = String::new();
    for (name, pairs) in [
        ("criteria, two labellers", &criteria),
        ("traps, two labellers", &traps),
        ("criteria, the judge and the first labeller", &judged),
        ("traps, the judge and the first labeller", &judged_traps),
    ] {
        let same = pairs.iter().filter(|(a, b)| a == b).count();
        writeln!(
            text,
            "{name}: {} answers, {} verdicts, kappa {:.3} (met against the rest), {:.1} % the same of three",
            first.answers.len(),
            pairs.len(),
            kappa(pairs),
            100.0 * same as f64 / pairs.len().max(1) as f64,
        )?;
    }
    let apart = |pairs: &[Pair]| {
        let one = |(a, b): &&Pair| (*a == Verdict::Met) != (*b == Verdict::Met);
        pairs.iter().filter(one).count()
    };
    single.sort_by_key(|(_, pairs)| std::cmp::Reverse(apart(pairs)));
    writeln!(text, "\ncriteria on which they differed most (of the answers to the card):")?;
    for (name, pairs) in single.iter().take_while(|(_, pairs)| apart(pairs) > 1).take(30) {
        writeln!(text, "  {} of {}  {name}", apart(pairs), pairs.len())?;
    }
    Ok(text)
}
