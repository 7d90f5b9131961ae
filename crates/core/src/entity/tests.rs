//! Whole texts: which mentions there are and what they stand for.

use super::*;
use proptest::prelude::*;

/// Every mention as `words = entity`, with ` (form)` where it is no name, compared with `expect` (parted by `;`).
fn check_in(lang: Lang, text: &str, expect: &str) {
    let entities = Entities::read(text, lang);
    let got: Vec<String> = entities
        .mentions
        .iter()
        .map(|m| {
            let meant: Vec<&str> = entities.meant(m).map(|e| e.name.as_str()).collect();
            format!("{} = {}", m.span.of(text).replace('\n', " "), meant.join(" + "))
        })
        .collect();
    let expect: Vec<&str> = expect.split(';').map(str::trim).filter(|e| !e.is_empty()).collect();
    assert_eq!(got, expect, "{text}");
}

fn check(text: &str, expect: &str) {
    check_in(Lang::En, text, expect);
}

#[test]
fn a_leaders_call_told_by_one_side() {
    check(
        "According to the Kremlin's account, the two men, who are both 69, spoke about trade. Moscow's version also \
         suggested that the Chinese leader backed Putin's reasons for the campaign, saying Xi spoke of threats. \
         Chinese state broadcaster CCTV said Xi wanted calm. He urged all parties to be responsible, the report added.",
        "Kremlin = Kremlin; the two men = Vladimir Putin + Xi Jinping; Moscow = Russia;
         the Chinese leader = Xi Jinping; Putin = Vladimir Putin; Xi = Xi Jinping; Chinese = China;
         CCTV = CCTV; Xi = Xi Jinping; He = Xi Jinping",
    );
}

#[test]
fn titles_give_persons_a_role_and_a_state() {
    let text = "Ardovia closed the strait. President Ilse Marant of Ardovia signed the order. The Ardovian president \
                said it was lawful. Sela Haruk, spokeswoman of the Qeshani Foreign Affairs Commission, disagreed. \
                She said Qeshan would appeal. Marant declined to comment.";
    check(
        text,
        "Ardovia = Ardovia; Ilse Marant = Ilse Marant; Ardovia = Ardovia; The Ardovian president = Ilse Marant;
         Sela Haruk = Sela Haruk; Qeshani Foreign Affairs Commission = Qeshani Foreign Affairs Commission;
         She = Sela Haruk; Qeshan = Qeshan; Marant = Ilse Marant",
    );
    let entities = Entities::read(text, Lang::En);
    let state = |name: &str| entities.list.iter().find(|e| e.name == name).and_then(|e| e.state.clone());
    assert_eq!(state("Ilse Marant").as_deref(), Some("state:ardovia"));
    assert_eq!(state("Sela Haruk").as_deref(), Some("state:qeshan"));
}

#[test]
fn spokespeople_belong_to_the_state_of_their_ministry() {
    let text = "Chinese Foreign Ministry spokesman Wang Wenbin said so on Friday. The ministry had no details. \
                Orlan Foreign Ministry spokesman Peter Brask was silent.";
    let entities = Entities::read(text, Lang::En);
    let entity = |key: &str| entities.list.iter().find(|e| e.key == key).unwrap();
    assert_eq!(entity("person:wang-wenbin").state.as_deref(), Some("state:CN"));
    assert_eq!(entity("body:foreign-ministry:CN").name, "Chinese Foreign Ministry");
    let noun = entities.mentions.iter().find(|m| m.form == Form::Noun).unwrap();
    assert_eq!(entities.note(noun).as_deref(), Some("Chinese Foreign Ministry"));
}

#[test]
fn bodies_are_known_by_acronym_and_head_noun() {
    check(
        "The Port Workers' Union (PWU) called a strike. Chairman Doru Veng spoke for the union. Port managers said \
         the PWU was wrong. The Chairman repeated his demand.",
        "Port Workers' Union = Port Workers' Union; PWU = Port Workers' Union; Doru Veng = Doru Veng; the union = Port Workers' Union;
         PWU = Port Workers' Union; The Chairman = Doru Veng; his = Doru Veng",
    );
}

#[test]
fn capitals_are_governments_or_places() {
    let text =
        "Beijing said talks in Moscow were useful. Ties between Moscow and Beijing are strong. He flew to Paris.";
    let forms: Vec<Form> = Entities::read(text, Lang::En).mentions.iter().map(|m| m.form).collect();
    assert_eq!(forms, [Form::Capital, Form::Place, Form::Capital, Form::Capital, Form::Place]);
}

#[test]
fn what_fits_two_equally_stays_open() {
    check("Marta Velin and Rosa Quint met. She was late.", "Marta Velin = Marta Velin; Rosa Quint = Rosa Quint");
    check(
        "President Joko Widodo met President Xi Jinping. The president smiled.",
        "Joko Widodo = Joko Widodo; Xi Jinping = Xi Jinping",
    );
}

#[test]
fn sides_and_leaders_are_groups() {
    check(
        "President Joseph R. Biden Jr. spoke with President Xi Jinping of the People's Republic of China. The two \
         leaders discussed Taiwan. Both sides agreed to talk.",
        "Joseph R. Biden Jr = Joe Biden; Xi Jinping = Xi Jinping; People's Republic of China = China;
         The two leaders = Joe Biden + Xi Jinping; Taiwan = Taiwan; Both sides = United States + China",
    );
}

#[test]
fn ordinary_capitals_are_no_names() {
    check("Dockers walked out on Friday. Talks failed. Officials Tuesday denied it. In May, The Treaty held.", "");
    check(
        "The U.S. and the EU told us. Polish farmers met; polish it.",
        "U.S. = United States; EU = European Union; Polish = Poland",
    );
}

#[test]
fn one_key_in_three_scripts() {
    for (lang, text) in [
        (Lang::En, "Vladimir Putin met Xi Jinping."),
        (Lang::Ru, "Встреча Владимира Путина с Си Цзиньпином прошла хорошо."),
        (Lang::Zh, "普京会见了习近平。"),
    ] {
        let entities = Entities::read(text, lang);
        let keys: Vec<&str> = entities.list.iter().map(|e| e.key.as_str()).collect();
        assert_eq!(keys, ["person:vladimir-putin", "person:xi-jinping"], "{text}");
    }
    for (lang, text) in [
        (Lang::En, "Russia's Foreign Ministry said."),
        (Lang::Ru, "МИД России заявил."),
        (Lang::Zh, "俄罗斯外交部表示。"),
    ] {
        assert_eq!(Entities::read(text, lang).list[0].key, "body:foreign-ministry:RU", "{text}");
    }
}

#[test]
fn russian_cases_and_references() {
    check_in(
        Lang::Ru,
        "Президент России Владимир Путин провёл переговоры с президентом Франции Эммануэлем Макроном. Песков \
         сообщил, что российский лидер отметил важность диалога. Москва готова к разговору. В Москве ждут. \
         Министр Илзе Марант заявила о протесте. Марант добавила, что она уедет.",
        "России = Россия; Владимир Путин = Владимир Путин; Франции = Франция; Эммануэлем Макроном = Эммануэль Макрон;
         Песков = Дмитрий Песков; российский лидер = Владимир Путин; Москва = Россия; Москве = Россия;
         Илзе Марант = Илзе Марант; Марант = Илзе Марант; она = Илзе Марант",
    );
}

#[test]
fn chinese_names_and_groups() {
    check_in(
        Lang::Zh,
        "国家主席习近平同俄罗斯总统普京通电话。双方就乌克兰问题交换意见。中方愿发挥作用。立法方面的工作继续。",
        "习近平 = 习近平; 俄罗斯 = 俄罗斯; 普京 = 普京; 双方 = 中国 + 俄罗斯; 乌克兰 = 乌克兰; 中方 = 中国",
    );
}

/// Every named entity as `name: kind`, with the state it belongs to in brackets, compared with `expect`.
fn kinds(text: &str, expect: &str) {
    let entities = Entities::read(text, Lang::En);
    let line = |e: &Entity| {
        let state = e.state.as_deref().and_then(|s| s.strip_prefix("state:")).filter(|_| e.kind != EntityKind::State);
        format!("{}: {:?}{}", e.name, e.kind, state.map_or_else(String::new, |s| format!(" ({s})")))
    };
    let got: Vec<String> = entities.list.iter().map(line).collect();
    let expect: Vec<&str> = expect.split(';').map(str::trim).filter(|e| !e.is_empty()).collect();
    assert_eq!(got, expect, "{text}");
}

#[test]
fn companies_and_clubs_are_no_persons() {
    kinds(
        "A jet of Corvid Air skidded on Monday. Corvid's chief pilot, Lise Brandauer, blamed the snow. Corvid said nobody was hurt.",
        "Corvid Air: Body; Lise Brandauer: Person",
    );
    kinds("The contractor Tellan Grove said so. Its rivals kept silent.", "Tellan Grove: Body");
    kinds("Halden Wanderers were a goal up. Wanderers said it was fair.", "Halden Wanderers: Body");
    kinds(
        "Nobody at Quennel Foods would speak, said Dorte Vahl, a chemist who worked there.",
        "Quennel Foods: Body; Dorte Vahl: Person",
    );
    kinds("Shares of Zephyr Loom fell.", "Zephyr Loom: Other");
    kinds(
        "According to Eira Vosk, 41, it rained. To Orla Minch, who swims, it did not.",
        "Eira Vosk: Person; Orla Minch: Person",
    );
}

#[test]
fn short_forms_are_one_entity_with_the_full_name() {
    check(
        "Chalk River Mutual insures boats. Ms Hale-Orton denied it, and Greta Hale-Orton runs a shop. \
         The Crane and Winch Fitters' League struck. Some left the League. Superintendent Dov Arrin met Ms Arrin.",
        "Chalk River Mutual = Chalk River Mutual; Hale-Orton = Greta Hale-Orton; Greta Hale-Orton = Greta Hale-Orton;
         Crane and Winch Fitters' League = Crane and Winch Fitters' League; the League = Crane and Winch Fitters' League;
         Dov Arrin = Dov Arrin; Arrin = Dov Arrin",
    );
    check(
        "Prince Osei Tarn spoke. Prince Osei left. The Reverend Edda Moll prayed; Mrs Moll sang.",
        "Osei Tarn = Osei Tarn; Osei = Osei Tarn; Edda Moll = Edda Moll; Moll = Edda Moll",
    );
    check(
        "The Green Alliance of Anna Tolk won. Ms Tolk thanked the Alliance.",
        "Green Alliance = Green Alliance; Anna Tolk = Anna Tolk; Tolk = Anna Tolk; Alliance = Green Alliance",
    );
}

#[test]
fn states_without_an_adjective_have_organs() {
    kinds(
        "Torvund and Melk shut the line. A drone entered Torvund's airspace. Melk's transport ministry denied it. \
         President Una Stroem of Torvund protested.",
        "Torvund: State; Melk: State; transport ministry: Body (melk); Una Stroem: Person (torvund)",
    );
    kinds(
        "President Arne Holt flew home. The Sarvian president was tired, and Sarvia's parliament met.",
        "Arne Holt: Person (sarvia); Sarvia: State; parliament: Body (sarvia)",
    );
}

#[test]
fn small_words_and_offices_are_no_names() {
    kinds(
        "\"Here's one. Here is another. We've seen it,\" said the Registrar, Ida Penn. The registrar left.",
        "Ida Penn: Person",
    );
    kinds(
        "Vardia's army moved. Vardia's Prime Minister's Office said so.",
        "Vardia: State; army: Body (vardia); Prime Minister's Office: Body (vardia)",
    );
}

proptest! {
    #[test]
    fn spans_lie_in_any_text(text in "(\\PC|the |President |Moscow|'s|\\.|, | and |Путин|习近平|[A-Z][a-z]{2,7} | \\(|\\)|\n){0,60}") {
        for lang in [Lang::En, Lang::Ru, Lang::Zh, Lang::Und] {
            let entities = Entities::read(&text, lang);
            let mut end = 0;
            for m in &entities.mentions {
                prop_assert!(m.span.start >= end && !m.span.is_empty() && text.get(m.span.start..m.span.end).is_some());
                prop_assert!(m.entity < entities.list.len() && m.also.iter().all(|e| *e < entities.list.len()));
                end = m.span.end;
            }
        }
    }
}
