//! What the page knows, and how each thing that happens changes it. Nothing here touches the browser.

use crate::agent::{Answer, EngineName, Goal};
use crate::case_file::{MOST, OpenAccount, OpenCase};
use crate::filter::{Filter, neighbour};
use crate::i18n::{fill, number, t};
use crate::opened::Opened;
use crate::place::{Place, View};
use crate::progress::Progress;
use diptych_core::emphasis::Topic;
use diptych_core::report::PairReport;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::Reducible;

pub use crate::shown::{Asked, Shown};

/// What goes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// Several accounts.
    #[default]
    Accounts,
    /// One article that reports several.
    Article,
}

/// How far the comparison is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// None has been asked for.
    #[default]
    Empty,
    /// Under way, as the request of this number.
    Busy(u64, Rc<Asked>),
    /// It could not be made.
    Failed(String),
    /// Here it is.
    Done(Rc<Shown>),
}

/// How far the topics of what is shown are.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Topics {
    /// Nobody has looked for them.
    #[default]
    Unknown,
    /// Under way, as the request of this number.
    Asked(u64),
    /// Here they are.
    Here(Rc<Vec<Topic>>),
}

/// All that the page knows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What goes in.
    pub mode: Mode,
    /// The accounts as they are filled in.
    pub case: OpenCase,
    /// The article as it is filled in.
    pub article: OpenAccount,
    /// Which engine compares.
    pub engine: EngineName,
    /// What the last files brought up.
    pub notes: Vec<String>,
    /// Requests to read files that are not answered yet.
    pub reading: Vec<u64>,
    /// How far a worker is, as far as it said.
    pub progress: Option<Progress>,
    /// The comparison.
    pub stage: Stage,
    /// The request that reckons a correction's scores, if one is under way.
    pub rescoring: Option<u64>,
    /// The request that makes a file to take along, if one is under way.
    pub rendering: Option<u64>,
    /// What topics the accounts that are shown spend their words on.
    pub topics: Topics,
    /// Whether the form is open while a comparison is shown.
    pub editing: bool,
    /// Where the reader is.
    pub place: Place,
    /// Which findings are listed.
    pub filter: Filter,
    /// Whether the texts are shown whole, side by side, rather than claim by claim.
    pub whole: bool,
}

impl Default for State {
    fn default() -> Self {
        State {
            mode: Mode::default(),
            case: OpenCase::empty(2),
            article: blank_article(),
            engine: EngineName::default(),
            notes: Vec::new(),
            reading: Vec::new(),
            progress: None,
            stage: Stage::default(),
            rescoring: None,
            topics: Topics::default(),
            rendering: None,
            editing: true,
            place: Place::default(),
            filter: Filter::default(),
            whole: false,
        }
    }
}

fn blank_article() -> OpenAccount {
    OpenAccount { id: "article".into(), source: "article".into(), ..OpenAccount::default() }
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum Action {
    /// Something else is to go in.
    Mode(Mode),
    /// The accounts were edited.
    Edited(OpenCase),
    /// The article was edited.
    EditedArticle(OpenAccount),
    /// Another engine is to compare.
    Engine(EngineName),
    /// A whole case was opened, at a place.
    Loaded(OpenCase, Place),
    /// The page speaks another language.
    Speaking,
    /// Everything is to be empty again.
    Cleared,
    /// Everything is to be as at the first visit.
    Forgotten,
    /// Files are being read, as the request of this number.
    Reading(u64),
    /// A comparison was asked for.
    Asked(u64, Asked),
    /// The scores of a correction were asked for.
    Rescoring(u64),
    /// A file to take along was asked for.
    Rendering(u64),
    /// The topics were asked for.
    AskedTopics(u64),
    /// The last correction is taken back.
    Undone,
    /// The worker answered.
    Answered(u64, Answer),
    /// Something failed before it came to the worker.
    Failed(String),
    /// What was under way has been stopped.
    Stopped,
    /// A file could not even be handed to the worker.
    Note(String),
    /// The notes were read.
    Noted,
    /// The form is opened or closed.
    Editing(bool),
    /// The address changed.
    Went(Place),
    /// Another view is wanted.
    View(View),
    /// Another pair is wanted.
    Pair(usize),
    /// A finding is looked at, or none.
    Point(Option<usize>),
    /// The next finding (1), or the one before (-1).
    Step(isize),
    /// Other findings are listed.
    Filter(Filter),
    /// Whole texts, or claim by claim.
    Whole(bool),
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.happened(action);
        Rc::new(next)
    }
}

impl State {
    /// Whether anything is under way.
    pub fn is_busy(&self) -> bool {
        !self.reading.is_empty() || matches!(self.stage, Stage::Busy(..))
    }

    /// The comparison that is shown.
    pub fn shown(&self) -> Option<&Rc<Shown>> {
        if let Stage::Done(shown) = &self.stage { Some(shown) } else { None }
    }

    /// What would be compared now.
    pub fn asked(&self) -> Asked {
        match self.mode {
            Mode::Accounts => Asked::Case(self.filled()),
            Mode::Article => Asked::Article(self.article.clone()),
        }
    }

    /// Whether what is shown was made from other words than those filled in, or by another engine than is chosen.
    pub fn is_stale(&self) -> bool {
        self.shown().is_some_and(|shown| shown.asked != self.asked() || shown.report.engine.name != self.engine.name())
    }

    /// The case without accounts that were left blank, if two are not, which nobody means to compare.
    fn filled(&self) -> OpenCase {
        let mut case = self.case.clone();
        if case.accounts.iter().filter(|a| !a.is_blank()).count() >= 2 {
            case.accounts.retain(|a| !a.is_blank());
        }
        case
    }

    fn happened(&mut self, action: Action) {
        match action {
            Action::Mode(mode) => self.mode = mode,
            Action::Edited(case) => {
                self.case = case;
                self.forget_address();
            }
            Action::EditedArticle(article) => self.article = article,
            Action::Engine(engine) => self.engine = engine,
            Action::Loaded(case, place) => self.load(case, place),
            Action::Speaking if self.shown().is_none() => self.case.rename(),
            // What is shown stays under the names it was compared by.
            Action::Speaking => {}
            Action::Forgotten => *self = State::default(),
            Action::Cleared => *self = State { engine: self.engine, ..State::default() },
            Action::Reading(number) => self.reading.push(number),
            Action::Asked(number, asked) => {
                self.rescoring = None;
                self.rendering = None;
                self.progress = None;
                self.topics = Topics::Unknown;
                self.stage = Stage::Busy(number, Rc::new(asked));
            }
            Action::Rescoring(number) => self.rescoring = Some(number),
            Action::AskedTopics(number) => self.topics = Topics::Asked(number),
            Action::Rendering(number) => self.rendering = Some(number),
            Action::Undone => {
                if let Some(before) = self.shown().and_then(|s| s.before.clone()) {
                    self.stage = Stage::Done(before);
                }
            }
            Action::Answered(number, answer) => self.answered(number, answer),
            Action::Failed(reason) => {
                self.stage = Stage::Failed(reason);
                self.editing = true;
            }
            Action::Stopped => {
                self.reading.clear();
                self.rescoring = None;
                self.rendering = None;
                self.progress = None;
                if matches!(self.stage, Stage::Busy(..)) {
                    self.stage = Stage::Empty;
                    self.editing = true;
                }
            }
            Action::Note(note) => self.notes.push(note),
            Action::Noted => self.notes.clear(),
            Action::Editing(open) => self.editing = open,
            Action::Went(place) => self.place = place,
            Action::View(view) => self.place.view = view,
            Action::Pair(pair) => {
                self.place.pair = pair;
                self.place.finding = None;
            }
            Action::Point(finding) => self.place.finding = finding,
            Action::Step(step) => self.step(step),
            Action::Filter(filter) => self.filter = filter,
            Action::Whole(whole) => self.whole = whole,
        }
    }

    /// An address that names a case is wrong as soon as the case is another.
    fn forget_address(&mut self) {
        self.place.case = None;
        self.place.data = None;
    }

    fn load(&mut self, case: OpenCase, place: Place) {
        self.mode = Mode::Accounts;
        self.case = case;
        while self.case.accounts.len() < 2 {
            self.case.add();
        }
        self.stage = Stage::Empty;
        self.editing = true;
        self.place = place;
    }

    fn answered(&mut self, number: u64, answer: Answer) {
        let json = match answer {
            Answer::Opened(opened, goal) => {
                if self.reading.contains(&number) {
                    self.reading.retain(|n| *n != number);
                    self.take(opened, goal);
                }
                return;
            }
            Answer::Rescored(json) => {
                if self.rescoring == Some(number) {
                    self.rescoring = None;
                    self.corrected(json);
                }
                return;
            }
            Answer::Rendered(made) => {
                self.rendering = self.rendering.filter(|n| *n != number);
                self.notes.extend(made.err().map(|reason| fill(t().not_saved, &[("reason", &reason)])));
                return;
            }
            Answer::Topics(topics) => {
                if self.topics == Topics::Asked(number) {
                    // Without them the rest of the overview stands; the reason is one that the comparison gives too.
                    self.topics = Topics::Here(Rc::new(topics.unwrap_or_default()));
                }
                return;
            }
            Answer::Progress(Progress::Ready) => {
                self.progress = None;
                return;
            }
            Answer::Progress(progress) => {
                // Of 0 while a program starts, whoever waits for it.
                if number == 0 || matches!(&self.stage, Stage::Busy(wanted, _) if *wanted == number) {
                    self.progress = Some(progress);
                }
                return;
            }
            Answer::Fault(reason) => {
                let reason = fill(t().worker_failed, &[("reason", &reason)]);
                match &self.stage {
                    Stage::Busy(wanted, _) if *wanted == number => Err(reason),
                    _ => {
                        let asked = self.reading.iter().chain(&self.rescoring).chain(&self.rendering);
                        let mut open = asked.into_iter().any(|n| *n == number);
                        if self.topics == Topics::Asked(number) {
                            // Asked for again they would fail again.
                            self.topics = Topics::Here(Rc::default());
                            open = true;
                        }
                        self.reading.retain(|n| *n != number);
                        self.rescoring = self.rescoring.filter(|n| *n != number);
                        self.rendering = self.rendering.filter(|n| *n != number);
                        self.notes.extend(open.then_some(reason));
                        return;
                    }
                }
            }
            Answer::Compared(json) | Answer::Article(json) => match &self.stage {
                Stage::Busy(wanted, _) if *wanted == number => json,
                // A newer one has replaced it.
                _ => return,
            },
        };
        let asked = if let Stage::Busy(_, asked) = &self.stage { Some(asked.clone()) } else { None };
        let shown = json.and_then(|json| match asked {
            Some(asked) => Shown::new(json, Rc::unwrap_or_clone(asked)),
            None => Err(t().nothing_asked.into()),
        });
        self.progress = None;
        match shown {
            Ok(shown) => {
                self.editing = false;
                self.stage = Stage::Done(Rc::new(shown));
            }
            Err(reason) => self.happened(Action::Failed(reason)),
        }
    }

    fn corrected(&mut self, json: Result<String, String>) {
        let Some(before) = self.shown().cloned() else { return };
        match json.and_then(|json| Shown::new(json, before.asked.clone())) {
            Ok(shown) => self.stage = Stage::Done(Rc::new(Shown { before: Some(before), ..shown })),
            Err(reason) => self.notes.push(reason),
        }
    }

    fn take(&mut self, opened: Opened, goal: Goal) {
        self.notes.extend(opened.notes);
        if let Some(case) = opened.case {
            return self.load(case, Place { view: self.place.view, ..Place::default() });
        }
        let mut read = opened.accounts.into_iter();
        match goal {
            Goal::Article => {
                if let Some(first) = read.next() {
                    self.article = OpenAccount {
                        text: first.text,
                        id: first.id.clone(),
                        source: first.id,
                        ..self.article.clone()
                    };
                }
            }
            Goal::Account(n) => {
                if let Some(first) = read.next() {
                    self.case.fill(n, first);
                }
            }
            Goal::Anywhere => {}
        }
        for account in read {
            let free = self.case.accounts.iter().position(OpenAccount::is_blank).or_else(|| {
                (self.case.accounts.len() < MOST).then(|| {
                    self.case.add();
                    self.case.accounts.len() - 1
                })
            });
            match free {
                Some(n) => self.case.fill(n, account),
                None => self.notes.push(fill(t().no_room, &[("file", &account.id), ("most", &number(MOST))])),
            }
        }
        self.forget_address();
        self.editing = true;
    }

    fn step(&mut self, step: isize) {
        let Some(shown) = self.shown() else { return };
        let Some(pair) = shown.pair(self.place.pair) else { return };
        let all = |pair: &PairReport| (0..pair.findings.len()).collect();
        let listed = if self.place.view == View::Findings { self.filter.shown(&shown.report, pair) } else { all(pair) };
        self.place.finding = neighbour(&listed, self.place.finding, step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::Request;
    use crate::correct::{Correction, correct};
    use crate::progress::Share;
    use crate::work;

    fn after(state: State, actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(Rc::new(state), |s, a| s.reduce(a)).as_ref().clone()
    }

    fn two() -> State {
        let mut state = State::default();
        state.case.accounts[0].text = "Some 900 dockers walked out on Friday. The mayor spoke.".into();
        state.case.accounts[1].text = "Some 400 dockers walked out on Friday.".into();
        state
    }

    fn answer(state: &State) -> Answer {
        work::answer(state.asked().request(EngineName::Light))
    }

    fn done() -> State {
        let state = two();
        let (asked, answer) = (state.asked(), answer(&state));
        after(state, [Action::Asked(1, asked), Action::Answered(1, answer)])
    }

    fn read(id: &str) -> OpenAccount {
        OpenAccount { id: id.into(), source: id.into(), text: "Words.".into(), ..OpenAccount::default() }
    }

    #[test]
    fn only_the_newest_comparison_is_shown() {
        let state = two();
        let (asked, answer) = (state.asked(), answer(&state));
        let busy = after(state, [Action::Asked(1, asked.clone()), Action::Asked(2, asked)]);
        assert!(busy.is_busy());
        let old = after(busy.clone(), [Action::Answered(1, answer.clone())]);
        assert!(old.shown().is_none() && old.is_busy());
        let new = after(busy.clone(), [Action::Answered(2, answer.clone())]);
        assert!(new.shown().is_some() && !new.is_busy() && !new.editing && !new.is_stale());
        let stopped = after(busy, [Action::Stopped, Action::Answered(2, answer)]);
        assert!(stopped.shown().is_none() && !stopped.is_busy() && stopped.editing);
    }

    #[test]
    fn an_edit_leaves_the_report_but_says_that_it_is_of_other_words() {
        let state = done();
        let mut case = state.case.clone();
        case.accounts[0].text.push('!');
        let edited = after(state, [Action::Edited(case)]);
        assert!(edited.is_stale() && edited.shown().is_some());
    }

    #[test]
    fn what_fails_is_told() {
        let state = State::default();
        let (asked, answer) = (state.asked(), answer(&state));
        let failed = after(state, [Action::Asked(1, asked), Action::Answered(1, answer)]);
        assert!(matches!(&failed.stage, Stage::Failed(reason) if reason.contains("holds no words")));
        let fault = || Answer::Fault("out of memory".into());
        let broken = after(two(), [Action::Reading(3), Action::Answered(3, fault())]);
        assert!(broken.notes[0].contains("out of memory") && !broken.is_busy());
        let state = two();
        let asked = state.asked();
        let broken = after(state, [Action::Asked(4, asked), Action::Answered(3, fault())]);
        assert!(broken.is_busy() && broken.notes.is_empty());
        let broken = after(broken, [Action::Answered(4, fault())]);
        assert!(
            matches!(&broken.stage, Stage::Failed(reason) if reason.contains("out of memory")) && !broken.is_busy()
        );
    }

    #[test]
    fn progress_is_shown_of_what_is_wanted_and_ends_with_it() {
        let state = two();
        let (asked, answer) = (state.asked(), answer(&state));
        let pairs = Answer::Progress(Progress::Pairs(Share::new(1, 4)));
        let busy = after(state, [Action::Asked(2, asked), Action::Answered(1, pairs.clone())]);
        assert_eq!(busy.progress, None);
        let busy = after(busy, [Action::Answered(2, pairs)]);
        assert!(busy.progress.is_some() && busy.is_busy());
        let done = after(busy, [Action::Answered(2, answer)]);
        assert!(done.progress.is_none() && !done.is_stale());
        assert!(after(done, [Action::Engine(EngineName::Deep)]).is_stale());
    }

    #[test]
    fn files_go_where_they_were_dropped_then_where_there_is_room() {
        let opened = Opened { accounts: (0..9).map(|n| read(&n.to_string())).collect(), ..Opened::default() };
        let state = after(
            State::default(),
            [Action::Reading(1), Action::Answered(1, Answer::Opened(opened, Goal::Account(1)))],
        );
        let ids: Vec<&str> = state.case.accounts.iter().map(|a| a.id.as_str()).collect();
        assert_eq!(ids, ["1", "0", "2", "3", "4", "5", "6", "7"]);
        assert!(state.notes.len() == 1 && state.notes[0].contains('8'), "{:?}", state.notes);
        let opened = Opened { accounts: vec![read("x")], ..Opened::default() };
        let article =
            after(State::default(), [Action::Reading(1), Action::Answered(1, Answer::Opened(opened, Goal::Article))]);
        assert_eq!((article.article.id.as_str(), article.article.text.as_str()), ("x", "Words."));
    }

    #[test]
    fn a_correction_is_shown_with_its_scores_and_can_be_taken_back() {
        let state = done();
        let Asked::Case(case) = state.asked() else { panic!("accounts were compared") };
        let report = &state.shown().unwrap().report;
        let corrected = correct(report, 0, 0, Correction::Kind(diptych_core::Kind::Contradiction)).unwrap();
        let answer = work::answer(Request::Rescore(case, Box::new(corrected)));
        let after_it = after(state.clone(), [Action::Rescoring(2), Action::Answered(2, answer.clone())]);
        let shown = after_it.shown().unwrap();
        assert_eq!(shown.corrections(), 1);
        assert!(shown.report.pairs[0].index.value > report.pairs[0].index.value);
        assert_eq!(after(after_it, [Action::Undone]).shown().unwrap().report, *report);
        assert_eq!(after(state, [Action::Answered(2, answer)]).shown().unwrap().corrections(), 0);
    }

    #[test]
    fn a_file_that_could_not_be_made_is_told_and_one_that_was_stopped_is_not_awaited() {
        let asked = after(done(), [Action::Rendering(2)]);
        let failed = after(asked.clone(), [Action::Answered(2, Answer::Rendered(Err("too long".into())))]);
        assert!(failed.notes[0].contains("too long") && failed.shown().is_some());
        assert_eq!((asked.rendering, failed.rendering), (Some(2), None));
        assert_eq!(after(asked, [Action::Stopped]).rendering, None);
    }

    #[test]
    fn an_article_is_shown_by_its_sides() {
        let mut state = after(State::default(), [Action::Mode(Mode::Article)]);
        state.article.text = include_str!("../../corpus/articles/morrow-pass/article.txt").into();
        let (asked, answer) = (state.asked(), answer(&state));
        let state = after(state, [Action::Asked(1, asked), Action::Answered(1, answer)]);
        let shown = state.shown().unwrap();
        let account = &shown.report.accounts[0];
        assert_eq!(account.claims[0].span.of(shown.text(&account.id)), account.claims[0].quote);
    }

    #[test]
    fn steps_go_through_what_is_listed() {
        let state = after(done(), [Action::View(View::Findings), Action::Step(1)]);
        let listed = state.filter.shown(&state.shown().unwrap().report, state.shown().unwrap().pair(0).unwrap());
        assert_eq!(state.place.finding, Some(listed[0]));
        let state = after(state, [Action::Step(1), Action::Step(1), Action::Step(-1)]);
        assert_eq!(state.place.finding, listed.get(listed.len().saturating_sub(2)).copied());
        assert_eq!(after(State::default(), [Action::Step(1)]).place.finding, None);
    }

    #[test]
    fn a_loaded_case_forgets_the_one_before_and_spare_accounts_are_left_out() {
        let state = after(done(), [Action::Went(Place { case: Some("x".into()), pair: 3, ..Place::default() })]);
        let mut case = state.case.clone();
        case.add();
        let state = after(state, [Action::Loaded(case, Place::default())]);
        assert!(state.shown().is_none() && state.place == Place::default());
        assert!(matches!(state.asked(), Asked::Case(case) if case.accounts.len() == 2));
    }
}
