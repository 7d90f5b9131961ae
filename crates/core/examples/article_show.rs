fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let scene = diptych_core::article::scene::Scene::new(&text, diptych_core::Lang::En);
    let p = diptych_core::article::party::Parties::new(&scene);
    for (i, n) in p.names.iter().enumerate() {
        println!("P{i} {} {n:?}  expert {} ", p.of.iter().flatten().filter(|x| **x == i).count(), p.expert[i]);
    }
    for (i, a) in scene.reading.attributions.iter().enumerate() {
        println!("A{i} [{}] <{}> -> {:?} {{{}}}", scene.span(&a.source).of(&text), scene.span(&a.cue).of(&text), p.of[i], a.content.iter().map(|r| scene.span(r).of(&text).replace("\n", " ")).collect::<Vec<_>>().join(" ## "));
    }
    for u in &scene.units {
        println!("  {:?} {}", u.credits, u.span.of(&text).replace('\n', " "));
    }
}
