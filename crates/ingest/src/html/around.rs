//! What stands around an article and within it that is not the article: menus, captions, promotion, comments.
//!
//! Pages say so by their elements, by the names they give them, and by the words they open with. Names deceive, so no element
//! goes that holds much of the page's text, and doubtful names count only for what is short or made of links.

use super::words;
use dom_query::{Document, NodeRef};

/// Elements that are never the article.
const ELEMENTS: &str = "nav, figcaption, button, dialog, audio, video, canvas, \
    [role=navigation], [role=complementary], [role=banner], [role=contentinfo], [role=search], [role=dialog], \
    [role=alertdialog], [role=menu], [role=menubar], [role=toolbar], [role=tablist], [aria-modal=true]";
/// Elements that are the article only where they hold much of it.
const DOUBTFUL: &str = "aside, footer, form, [aria-hidden=true]";
/// Elements that may go by their name.
const NAMED: &str = "div, section, ul, ol, p, span, header, figure, table";
/// Parts of names that say enough.
const SURE: &str = "\
    aboutauthor adslot adunit advert advertisement authorbio authorbox blogwidget breadcrumb breadcrumbs caption \
    commentlist comments cookie cookies disqus donate figcaption gdpr livewidget mostpopular mostread newsletter \
    newsletters onetrust outbrain pagination paywall printlink promo promobox promotion readmore readnext \
    recirculation recommendations relatedarticles relatedcontent relatedlinks relatednews relatedposts \
    relatedstories screenreadertext seealso sharebar sharebuttons sharedaddy sharing sidebar signup skiplink \
    sociallinks socialmedia socialshare sponsored subscribe subscription taboola trending \
    visuallyhidden";
/// Parts of class names that say enough for what is short or made of links.
const UNSURE: &str = "\
    ad ads author banner bio byline comment credit dfp feedback follow footer like links live menu meta nav \
    navigation pager popular popup print rating recommended related share social sponsor tags teaser teasers ticker timestamp \
    toolbar tools topics widget";
/// More words than these are not short.
const SHORT: usize = 30;
/// How an offer of other pages begins. What ends in a colon counts for what is one link, too; a heading of a list of
/// links says no more than this.
const OFFERS: &[&str] = &[
    "read more",
    "read also",
    "read next",
    "see also",
    "more on this",
    "more on this story",
    "most read",
    "most popular",
    "related",
    "related articles",
    "related content",
    "related links",
    "related news",
    "related stories",
    "you may also like",
    "recommended",
    "watch",
    "listen",
    "latest news",
    "other news",
    "don't miss",
    "sign up",
    "subscribe",
    "читайте также",
    "читать также",
    "читайте по теме",
    "смотрите также",
    "см. также",
    "по теме",
    "другие новости",
    "самое читаемое",
    "популярное",
    "материалы по теме",
    "ещё по теме",
    "еще по теме",
    "подпишитесь",
    "相关阅读",
    "相关新闻",
    "相关链接",
    "相关报道",
    "延伸阅读",
    "推荐阅读",
    "更多新闻",
    "热门",
    "阅读更多",
];
/// Whole elements that are a button or a mark.
const BUTTONS: &[&str] = &[
    "advertisement",
    "ad",
    "share",
    "share this",
    "share this page",
    "share this article",
    "print",
    "print this page",
    "print page",
    "email",
    "copy link",
    "save",
    "listen",
    "back to top",
    "comments",
    "tweet",
    "follow us",
    "download pdf",
    "реклама",
    "поделиться",
    "распечатать",
    "печать",
    "версия для печати",
    "наверх",
    "скопировать ссылку",
    "广告",
    "分享",
    "打印",
    "打印本页",
    "关闭窗口",
    "返回顶部",
    "收藏",
];

/// How short lines about pictures and about who made the page begin or end.
const CREDITS: &[&str] =
    &["photo:", "photograph:", "picture:", "фото:", "图为", "责任编辑", "责编", "编辑：", "扫一扫"];
const CREDITS_END: &[&str] = &["摄", "/摄"];

/// Takes away what is not the article, as far as that can be told.
pub(super) fn prune(page: &Document) {
    // Who is quoted stands in a footer; a heading may be named after what it speaks of; a table's caption is a line.
    page.select("blockquote footer").rename("p");
    page.select("h2, h3, h4, h5, h6").remove_attrs(&["id", "class"]);
    page.select("table caption").append_html("<br>");
    let all = words(&page.select("body").text());
    let small = |n: &NodeRef<'_>, share: usize| words(&n.text()) * share <= all;
    for node in page.select(ELEMENTS).nodes() {
        if small(node, 2) {
            node.remove_from_parent();
        }
    }
    for node in page.select(DOUBTFUL).nodes() {
        if small(node, 4) && !holds_heading(node) {
            node.remove_from_parent();
        }
    }
    for node in page.select(NAMED).nodes() {
        if named(node) && small(node, 2) && !holds_heading(node) {
            node.remove_from_parent();
        }
    }
    for node in page.select("p, div, li, h2, h3, h4, h5, h6, span, a, strong").nodes() {
        let text = node.text();
        let text = text.trim();
        if text.len() > 400 || text.is_empty() {
            continue;
        }
        let lower = text.to_lowercase();
        let bare = lower.trim_end_matches([':', '：', '.', '…', '>', '»', ' ']);
        if BUTTONS.contains(&bare) || credit(&lower) || captions(node) {
            node.remove_from_parent();
        } else if OFFERS.contains(&bare) {
            if !within(node, "a") {
                offer(node);
            }
        } else if opens_offer(&lower) && links(node) * 2 >= text.chars().count() {
            node.remove_from_parent();
        }
    }
    drop_headline(page);
}

fn credit(lower: &str) -> bool {
    let told = CREDITS.iter().any(|c| lower.starts_with(c)) || CREDITS_END.iter().any(|c| lower.ends_with(c));
    told && words(lower) <= SHORT
}

/// Whether a short line is set in the middle right after a picture.
fn captions(node: &NodeRef<'_>) -> bool {
    let middle = node.attr_or("style", "").replace(' ', "").contains("text-align:center")
        || &*node.attr_or("align", "") == "center";
    let picture = |n: NodeRef<'_>| {
        n.text().trim().is_empty() && (n.has_name("img") || n.descendants_it().any(|d| d.has_name("img")))
    };
    middle && words(&node.text()) <= SHORT && node.prev_element_sibling().is_some_and(picture)
}

/// Takes away the headline, which is told apart from the text as its title.
fn drop_headline(page: &Document) {
    if let [headline] = page.select("h1").nodes() {
        headline.remove_from_parent();
    }
}

/// Whether a text begins as an offer of another page does, with a colon or a line to follow.
fn opens_offer(lower: &str) -> bool {
    OFFERS.iter().filter_map(|o| lower.strip_prefix(o)).any(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Takes away a heading over links to other pages, with those links.
fn offer(heading: &NodeRef<'_>) {
    while let Some(next) = heading.next_element_sibling() {
        let text = next.text();
        if links(&next) * 10 < text.trim().chars().count() * 6 {
            break;
        }
        next.remove_from_parent();
    }
    heading.remove_from_parent();
}

/// Whether an element's name says that it is not the article.
fn named(node: &NodeRef<'_>) -> bool {
    let class = node.class().unwrap_or_default();
    let id = node.id_attr().unwrap_or_default();
    if has_part(&class, SURE) || has_part(&id, SURE) {
        return true;
    }
    let text = node.text();
    has_part(&class, UNSURE) && (words(&text) <= SHORT || links(node) * 2 > text.trim().chars().count())
}

/// Whether one of the words of a name, or two in a row, is on a list: `most-read`, `articleShare`.
fn has_part(name: &str, list: &str) -> bool {
    let listed = |part: &str| list.split(' ').any(|l| l == part);
    name.split_whitespace().any(|class| {
        let mut spaced = String::new();
        let mut lower = false;
        for c in class.chars() {
            if c.is_uppercase() && lower {
                spaced.push(' ');
            }
            lower = c.is_lowercase();
            spaced.extend(if c.is_alphanumeric() { c } else { ' ' }.to_lowercase());
        }
        let parts: Vec<&str> = spaced.split_whitespace().collect();
        parts.iter().any(|part| listed(part)) || parts.windows(2).any(|two| listed(&two.concat()))
    })
}

fn holds_heading(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|n| n.has_name("h1") || n.has_name("main"))
}

fn within(node: &NodeRef<'_>, name: &str) -> bool {
    node.ancestors_it(None).any(|n| n.has_name(name))
}

/// How many characters of an element are links.
fn links(node: &NodeRef<'_>) -> usize {
    let inner = node.descendants_it().filter(|n| n.has_name("a"));
    inner.map(|a| a.text().trim().chars().count()).sum()
}
