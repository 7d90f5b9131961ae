use diptych_core::article::{part::*, party::*, scene::*, sides::*, kinship};
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(format!("{dir}/article.txt")).unwrap();
    let gold: diptych_core::eval::article::ArticleGold = serde_json::from_str(&std::fs::read_to_string(format!("{dir}/gold.json")).unwrap()).unwrap();
    let scene = Scene::new(&text, diptych_core::Lang::En);
    let v = Voices::new(&scene);
    for i in 0..v.len() { println!("V{i} {:?} {:?} expert {}", v.members[i].iter().map(|e| &scene.entities.list[*e].name).collect::<Vec<_>>(), v.nouns[i], v.expert[i]); }
    for (i, j, s) in kinship::pairs(&scene, &v) { let _ = (i, j, s); }
    let p = Parties::new(&scene);
    for (i, n) in p.names.iter().enumerate() { println!("P{i} {n:?} expert {}", p.expert[i]); }
    let r = PartReader::new(&scene, &p);
    let sorted = sort(&scene, &p, &r);
    println!("sides {:?}", sorted.sides);
    for (i, u) in scene.units.iter().enumerate() {
        let overlap = |q: &str| { let a = text.find(q).unwrap_or(0); let b = a + q.len(); let n = b.min(u.span.end).saturating_sub(a.max(u.span.start)); n * 2 >= u.span.len().min(q.len()) };
        let mut g: Vec<String> = gold.sides.iter().filter(|s| s.claims.iter().any(|c| overlap(&c.quote))).map(|s| s.id.clone()).collect();
        if gold.commentary.iter().any(|c| overlap(&c.quote)) { g.push("COMMENT".into()); }
        if gold.background.iter().any(|c| overlap(&c.quote)) { g.push("BACK".into()); }
        if gold.noise.iter().any(|c| overlap(&c.quote)) { g.push("NOISE".into()); }
        println!("{:10} {:?} say {:?}{} cr {:?} | GOLD {:?} | {}", format!("{:?}", sorted.units[i].0), sorted.units[i].1, r.speakers()[i].parties, if r.speakers()[i].told { "!" } else { "~" }, u.credits.iter().map(|c| format!("{}<{}>", scene.span(&scene.reading.attributions[*c].source).of(&text), scene.span(&scene.reading.attributions[*c].cue).of(&text))).collect::<Vec<_>>(), g, u.span.of(&text).replace('\n', " "));
    }
}
