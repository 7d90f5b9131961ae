//! Pages as ministries and newspapers build them, with invented texts.

use crate::read;

const PARAGRAPH: &str = "The union said on Tuesday that more than nine hundred dockers had walked out at dawn, \
    and that the Port Authority had offered nothing in weeks of talks, which the Authority later called untrue.";

#[test]
fn the_article_is_told_from_what_stands_around_it() {
    let page = format!(
        "<!doctype html><html><head><title>Strike | The Paper</title><script>let x = 'code';</script></head><body>\
         <nav><a href='/'>Home</a><a href='/s'>Sport</a></nav><article><h1>Strike</h1>\
         <p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article>\
         <footer>Cookie notice</footer></body></html>"
    );
    let d = read("a.html", page.as_bytes()).unwrap();
    assert_eq!(d.text.matches("nine hundred").count(), 3);
    for noise in ["Home", "Sport", "Cookie", "code"] {
        assert!(!d.text.contains(noise), "{noise} in {}", d.text);
    }
    assert!(d.text.contains("untrue.\n\nThe union"), "paragraphs stay apart: {}", d.text);
    assert_eq!(d.title.as_deref(), Some("Strike"));
    assert!(d.warnings.is_empty(), "{:?}", d.warnings);
}

#[test]
fn a_page_without_an_article_is_read_whole_with_a_warning() {
    let page =
        format!("<!doctype html><article><p>In short.</p></article><footer>{PARAGRAPH}</footer><script>x</script>");
    let d = read("a.html", page.as_bytes()).unwrap();
    assert!(d.text.contains("nine hundred") && !d.text.contains('x'), "{}", d.text);
    assert_eq!(d.warnings.iter().map(|w| w.code.as_str()).collect::<Vec<_>>(), ["html-all-text"], "{}", d.text);
}

/// What a page is read as.
fn text(page: &str) -> String {
    let d = read("a.html", page.as_bytes()).unwrap();
    assert!(d.warnings.is_empty(), "{:?}\n{}", d.warnings, d.text);
    d.text
}

const PARAGRAPHS: [&str; 6] = [
    "The Ministry of Transport announced on Tuesday that the northern harbour will stay open during the strike, and that 340 \
     soldiers would help to unload ships carrying food and medicine.",
    "Minister Ilse Brandt told reporters that the measure was limited to ten days. The government, she said, had offered a rise \
     of 4.5 per cent on 12 March and had received no written answer since.",
    "The dockers' union called the decision an attack on the right to strike, and said it would go to court before Friday if \
     soldiers set foot on the quays.",
    "In the first week, 61 ships were turned away, according to the harbour master's office, which put the loss at 18 million \
     crowns; the union speaks of 40 ships.",
    "Talks are to be resumed on Thursday under a mediator whom both sides have accepted, in the town hall of Norhavn, the \
     ministry's statement goes on.",
    "The strike began on 3 May, when more than nine hundred dockers walked out over shift plans that the Port Authority had \
     put into force a month earlier.",
];

fn p(i: usize) -> String {
    format!("<p>{}</p>", PARAGRAPHS[i])
}

/// The paragraphs as they are read.
fn all() -> String {
    PARAGRAPHS.join("\n\n") + "\n"
}

#[test]
fn a_ministrys_press_release_is_its_paragraphs() {
    let page = format!(
        r##"<!DOCTYPE html><html lang="en"><head><title>Harbour stays open - Ministry of Transport</title></head><body class="page-news with-sidebar">
        <a class="skip-link" href="#main">Skip to main content</a>
        <div id="global-cookie-message" class="cookie-banner"><p>We use cookies to make this site work and to learn how it is used. <a href="/c">Cookie settings</a></p></div>
        <header role="banner"><a href="/">Ministry of Transport</a><form role="search" action="/s"><input name="q"><button>Search</button></form></header>
        <nav aria-label="Main"><ul><li><a href="/news">News</a></li><li><a href="/ministry">The Ministry</a></li><li><a href="/contact">Contact</a></li></ul></nav>
        <div class="govuk-breadcrumbs"><ol><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li>Harbour stays open</li></ol></div>
        <main id="main"><div class="grid"><div class="two-thirds">
        <h1>Harbour stays open</h1>
        <div class="article-meta"><span>Press release 57</span> <time>7 May 2031</time></div>
        <div class="page-tools"><a href="?print=1">Print this page</a> <a href="mailto:">Send by e-mail</a></div>
        <div class="content">{}{}{}{}{}{}
        <div class="social-share"><p>Share this page</p><ul><li><a href="#">Facebook</a></li><li><a href="#">Telegram</a></li></ul></div>
        <h2>See also</h2><ul><li><a href="/1">Order on the use of soldiers in harbours</a></li><li><a href="/2">Report on the shift plans of the Port Authority</a></li></ul>
        </div></div>
        <div class="one-third related-news"><h2>Related news</h2><ul><li><a href="/3">Minister opens the new lighthouse at Cape Sund</a><p>The lighthouse replaces one of 1890.</p></li>
        <li><a href="/4">Rail line to the north closed for a week</a><p>Buses run in place of the trains.</p></li></ul></div>
        </div></main>
        <footer><p>Ministry of Transport, 1 Harbour Street, Norhavn. All rights reserved.</p><a href="/imprint">Imprint</a></footer></body></html>"##,
        p(0),
        p(1),
        p(2),
        p(3),
        p(4),
        p(5)
    );
    assert_eq!(text(&page), all());
}

#[test]
fn a_newspapers_article_is_its_paragraphs() {
    let page = format!(
        r##"<!DOCTYPE html><html lang="en"><head><title>Soldiers to unload ships | The Norhavn Courier</title></head><body>
        <div class="consent-modal" role="dialog" aria-modal="true"><h2>Your privacy</h2><p>We and our 812 partners store and read information on your device.</p><button>Accept</button></div>
        <header class="site-header"><div class="masthead"><a href="/">The Norhavn Courier</a></div><nav class="site-nav"><a href="/w">World</a><a href="/s">Sport</a></nav></header>
        <div class="ad-slot ad-slot--top"><span>Advertisement</span></div>
        <article class="story with-comments"><header><h1>Soldiers to unload ships</h1><p class="byline">By <a href="/a">Mette Holm</a> and agencies</p><time>Tue 7 May 2031</time></header>
        <figure class="lead-image"><img src="x.jpg" alt=""><figcaption>Soldiers on the quay of the northern harbour on Monday. Photograph: Jon Berg/Courier</figcaption></figure>
        <div class="story-body">{}
        <div class="ad-slot" data-ad="mpu"><span>Advertisement</span></div>{}
        <aside class="inline-related"><h3>Read more</h3><a href="/x">Who are the dockers of Norhavn? A visit on the quays</a></aside>
        <p><strong>Read more: <a href="/y">How the shift plans came about, and who wrote them</a></strong></p>{}
        <div class="newsletter-signup"><h3>Morning Post</h3><p>The five stories you need, in your inbox at six, every weekday.</p><form><input type="email"><button>Sign up</button></form><small>By signing up you agree to our terms.</small></div>
        <figure><img src="z.jpg"><figcaption>Dockers wait at the gates of the northern harbour, on Monday morning, for the end of the meeting.</figcaption></figure>
        <div role="complementary"><p>The Courier has reported on the harbour since 1871, with its own boat, its own pilot and, for a time, its own quay.</p></div>
        <div aria-hidden="true"><p>Turn on notifications, so that you hear of what happens in the harbour, in the town hall and at sea.</p></div>
        {}<div class="wp-caption"><img src="y.jpg"><p class="wp-caption-text">Empty cranes. Photo: Courier</p></div>
        <div class="live-blog-widget"><h4>Live: the strike</h4><ul><li><a href="/l1">10:42 First ship leaves the roads</a></li><li><a href="/l2">10:15 Union calls meeting</a></li></ul></div>{}{}
        </div>
        <div class="author-bio"><img src="m.jpg"><p>Mette Holm has covered ports and shipping for the Courier since 2019. She was born in Norhavn.</p></div>
        <ul class="tags"><li><a href="/t1">Strike</a></li><li><a href="/t2">Harbour</a></li></ul></article>
        <section class="most-read"><h2>Most read</h2><ol><li><a href="/m1">Five walks along the coast that nobody knows</a></li><li><a href="/m2">Bank raises its rates again</a></li></ol></section>
        <section id="comments"><h2>Comments (2)</h2><div class="comment"><b>seagull12</b><p>They should have sent the minister to unload the ships, if you ask me, and nobody else.</p></div>
        <div class="comment"><b>keel</b><p>My cousin works there and says it is all about the night shifts.</p></div></section>
        <footer class="site-footer"><p>© The Norhavn Courier. Reproduction only with permission.</p></footer></body></html>"##,
        p(0),
        p(1),
        p(2),
        p(3),
        p(4),
        p(5)
    );
    assert_eq!(text(&page), all());
}

#[test]
fn quotes_lists_and_tables_of_the_article_stay() {
    let page = format!(
        r#"<!DOCTYPE html><html><head><title>Statement</title></head><body><div class="sidebar"><p>Our offices are open from nine to four.</p></div>
        <main><h1>Statement</h1>{}<blockquote><p>We will not put up with soldiers on the quays, not for a single day.</p><footer>Arne Lund, union chair</footer></blockquote>{}
        <p>The measures in brief:</p><ul><li>Soldiers unload food and medicine only.</li><li>The order ends on 17 May.</li></ul>{}
        <h2 id="related-measures">Related measures</h2>{}
        <table><caption>Ships turned away</caption><thead><tr><th>Day</th><th>Ships</th></tr></thead><tbody><tr><td>3 May</td><td>14</td></tr><tr><td>4 May</td><td>22</td></tr></tbody></table>{}
        <div class="share">Share</div></main></body></html>"#,
        p(0),
        p(1),
        p(2),
        p(3),
        p(4)
    );
    let read = text(&page);
    for kept in [
        "not for a single day.",
        "Arne Lund, union chair",
        "Soldiers unload food and medicine only.",
        "The order ends on 17 May.",
        "Related measures",
        "Ships turned away\n",
        "14",
        "22",
        "4 May",
    ] {
        assert!(read.contains(kept), "{kept} is missing in {read}");
    }
    assert!(PARAGRAPHS[..5].iter().all(|p| read.contains(p)), "{read}");
    assert!(!read.starts_with("Statement"), "the headline is the title: {read}");
    assert!(!read.contains("nine to four") && !read.contains("Share"), "{read}");
}

#[test]
fn names_that_deceive_do_not_cost_the_article() {
    // The whole page in one form, the article in elements named after what it is not.
    let inner: String = (0..6).map(p).collect();
    for page in [
        format!(
            r#"<!doctype html><body><form id="aspnetForm"><div class="sidebar-layout promo-page"><h1>Harbour</h1><div class="comment teaser">{inner}</div></div></form></body>"#
        ),
        format!(
            r#"<!doctype html><body class="cookie-accepted newsletter"><aside><h1>Harbour</h1>{inner}</aside></body>"#
        ),
        format!(
            r#"<!doctype html><body><div class="related subscription">{inner}</div><div>One more line of text.</div></body>"#
        ),
    ] {
        let read = text(&page);
        assert!(PARAGRAPHS.iter().all(|p| read.contains(p)), "{read}");
    }
}

#[test]
fn russian_and_chinese_pages_are_their_paragraphs() {
    let russian = [
        "Министерство транспорта сообщило во вторник, что северная гавань во время забастовки останется открытой, а 340 военных помогут разгружать суда с продовольствием и лекарствами.",
        "Министр Ильзе Брандт заявила журналистам, что мера ограничена десятью днями. По её словам, правительство 12 марта предложило повышение на 4,5 процента и письменного ответа не получило.",
        "Профсоюз докеров назвал решение наступлением на право на забастовку и пообещал обратиться в суд до пятницы, если военные выйдут на причалы.",
    ];
    let chinese = [
        "交通部周二宣布，罢工期间北港将继续开放，340名士兵将协助卸载运送食品和药品的船只，措施自即日起生效，港口其他业务照常进行。",
        "部长对记者表示，该措施仅限十天。她说，政府已于3月12日提出加薪4.5%，至今没有收到书面答复，谈判的大门始终敞开，希望工会尽快回应。",
        "码头工人工会称这一决定是对罢工权利的侵犯，并表示如果士兵踏上码头，将在星期五之前向法院提起诉讼，同时呼吁会员保持克制，等待裁决。",
    ];
    for (paragraphs, offer, button, credit, news) in [
        (russian, "Читайте также:", "Поделиться", "Фото: пресс-служба", "В столице открыли новый мост через реку"),
        (chinese, "相关阅读：", "分享", "责任编辑：李江", "首都新建跨河大桥正式通车"),
    ] {
        let menu = format!("<li><a href='/'>{news}</a></li>").repeat(30);
        let page = format!(
            r#"<!doctype html><html><head><title>340</title></head><body><ul class="list">{menu}</ul><div class="article"><h1>340</h1><p>{}</p><p><img src="1.jpg"></p><p style="text-align: center">{news}</p><p>{credit}</p><p>{offer} <a href="/1">{news}</a></p><p>{}</p><div>{button}</div><p>{}</p>
            <h3>{offer}</h3><ul><li><a href="/1">{news}</a></li><li><a href="/2">{news}</a></li></ul></div></body></html>"#,
            paragraphs[0], paragraphs[1], paragraphs[2]
        );
        assert_eq!(text(&page), paragraphs.join("\n\n") + "\n");
    }
}

/// Where all stands within much else, looking for the article takes its length times the depth; with many signs in one text, its
/// length squared.
#[test]
fn what_would_take_seconds_to_search_is_read_as_a_whole() {
    let nested = |depth: usize, n: usize| format!("<!doctype html>{}{}", "<div>".repeat(depth), p(0).repeat(n));
    let within = |page: &str| {
        let begun = std::time::Instant::now();
        let d = read("a.html", page.as_bytes()).unwrap();
        eprintln!("{} bytes: {:?}", page.len(), begun.elapsed());
        d.warnings.iter().any(|w| w.code == "html-all-text")
    };
    assert!(!within(&nested(30, 500)));
    assert!(within(&nested(380, 5_000)));
    let page = |unit: &str, n: usize| format!("<!doctype html><p>{}", unit.repeat(n));
    assert!(!within(&page("One &amp; two. ", 5_000)));
    assert!(within(&page("One &amp; two. ", 200_000)));
    assert!(within(&page("<p>a", 200_000)));
}
