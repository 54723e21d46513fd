//! Writes the events of a Markdown parser as lines, one after the other.
//!
//! Never recurses, so that no depth of nesting can exhaust the stack. What stands before a line is
//! the page's affair, how a table is laid out the table's.

use pulldown_cmark::{Event, Tag, TagEnd};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::Styles;
use super::page::Page;
use super::table::Table;
use crate::view::wrap::{clean, fold, width, wrap};

struct List {
    /// The number of the next item, in a numbered list.
    next: Option<u64>,
    is_loose: bool,
    is_empty: bool,
}

/// An open link: where it leads and its text so far.
struct Link {
    address: String,
    text: String,
}

pub(super) struct Writer<'a> {
    styles: &'a Styles,
    page: Page,
    lists: Vec<List>,
    /// The paragraph being read, a line for each hard break.
    inline: Vec<Line<'static>>,
    /// The paragraph is nothing yet but the marker of an item that could not be indented.
    is_only_marker: bool,
    /// The style of each open inline element, laid over those it stands in.
    over: Vec<Style>,
    links: Vec<Link>,
    code: Option<String>,
    table: Option<Table>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(width: u16, styles: &'a Styles) -> Self {
        Self {
            styles,
            page: Page::new(width, styles.muted),
            lists: Vec::new(),
            inline: Vec::new(),
            is_only_marker: false,
            over: Vec::new(),
            links: Vec::new(),
            code: None,
            table: None,
        }
    }

    pub(super) fn finish(mut self) -> Vec<Line<'static>> {
        self.flush();
        self.page.lines
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => {
                    code.extend(
                        text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()),
                    );
                }
                None => self.text(&text, self.style()),
            },
            Event::Code(text) => self.text(&text, self.style().patch(self.styles.code)),
            Event::Html(text) => {
                for line in text.lines() {
                    self.text(line, self.style());
                    self.inline.push(Line::default());
                }
            }
            Event::SoftBreak => self.text(" ", self.style()),
            Event::HardBreak => self.inline.push(Line::default()),
            Event::Rule => {
                self.flush();
                let stroke = if self.styles.ascii { "-" } else { "─" };
                let rule = stroke.repeat(usize::from(self.page.room()));
                self.page.emit(Line::from(Span::styled(rule, self.styles.muted)));
                self.page.end_block();
            }
            // The others belong to extensions that are off.
            Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.text(&text, self.style()),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                if let Some(list) = self.lists.last_mut()
                    && self.page.is_in_item()
                {
                    list.is_loose = true;
                }
            }
            Tag::Heading { .. } => {
                self.flush();
                self.lay_over(self.styles.heading);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                let bar = if self.styles.ascii { "| " } else { "│ " };
                self.page.open(bar.into(), bar.into(), false);
                self.lay_over(self.styles.quote);
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.page.open("  ".into(), "  ".into(), false);
                self.code = Some(String::new());
            }
            Tag::List(next) => {
                if !self.is_only_marker {
                    self.flush();
                }
                self.lists.push(List { next, is_loose: false, is_empty: true });
            }
            Tag::Item => self.start_item(),
            Tag::Table(alignment) => {
                self.flush();
                self.table = Some(Table::new(alignment));
            }
            Tag::TableHead => {
                self.lay_over(self.styles.strong);
                self.start_row();
            }
            Tag::TableRow => self.start_row(),
            Tag::Emphasis => self.lay_over(self.styles.emphasis),
            Tag::Strong => self.lay_over(self.styles.strong),
            Tag::Strikethrough => {
                self.lay_over(Style::new().add_modifier(Modifier::CROSSED_OUT));
            }
            Tag::Link { dest_url, .. } => {
                self.lay_over(self.styles.link);
                let address = clean(&dest_url).into_owned();
                self.links.push(Link { address, text: String::new() });
            }
            Tag::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => {
                self.flush();
                self.page.end_block();
            }
            TagEnd::Heading(_) => {
                self.over.pop();
                self.flush();
                self.page.end_block();
            }
            TagEnd::BlockQuote(_) => {
                self.over.pop();
                self.flush();
                self.page.close();
                self.page.end_block();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.page.end_block();
            }
            TagEnd::Item => {
                self.flush();
                if self.page.owes_marker() {
                    self.page.emit(Line::default());
                }
                self.page.close();
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    for line in table.render(self.page.room(), self.styles) {
                        self.page.emit(line);
                    }
                }
                self.page.end_block();
            }
            TagEnd::TableCell => {
                let spans = self.inline.drain(..).flat_map(|line| line.spans).collect();
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(spans);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::TableHead => {
                self.over.pop();
            }
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn start_item(&mut self) {
        let Some(list) = self.lists.last_mut() else { return };
        if !list.is_empty && !list.is_loose {
            self.page.join_blocks();
        }
        list.is_empty = false;
        let marker = match &mut list.next {
            Some(n) => {
                let marker = format!("{n}. ");
                *n = n.saturating_add(1);
                marker
            }
            None if self.styles.ascii => "- ".into(),
            None => "• ".into(),
        };
        let rest = " ".repeat(width(&marker));
        if !self.page.open(marker.clone(), rest, true) {
            self.text(&marker, self.styles.muted);
            self.is_only_marker = true;
        }
    }

    fn start_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.rows.push(Vec::new());
        }
    }

    fn end_code(&mut self) {
        let code = self.code.take().unwrap_or_default().replace('\t', "    ");
        let style = self.style().patch(self.styles.code);
        let is_blank = |line: &&str| line.trim().is_empty();
        for line in code.trim_end().lines().skip_while(is_blank) {
            for row in fold(&Line::from(Span::styled(line, style)), self.page.room()) {
                self.page.emit(row);
            }
        }
        self.page.close();
        self.page.end_block();
    }

    fn end_link(&mut self) {
        let style = self.style();
        self.over.pop();
        let Some(Link { address, text }) = self.links.pop() else { return };
        if text.trim().is_empty() {
            self.text(&address, style);
        } else if !address.is_empty() && address.strip_prefix("mailto:").unwrap_or(&address) != text
        {
            self.text(&format!(" ({address})"), self.style().patch(self.styles.muted));
        }
    }

    fn style(&self) -> Style {
        self.over.last().copied().unwrap_or(self.styles.text)
    }

    fn lay_over(&mut self, style: Style) {
        self.over.push(self.style().patch(style));
    }

    fn text(&mut self, text: &str, style: Style) {
        let text = clean(text);
        self.is_only_marker = false;
        if let Some(link) = self.links.last_mut() {
            link.text.push_str(&text);
        }
        if self.inline.is_empty() {
            self.inline.push(Line::default());
        }
        let Some(line) = self.inline.last_mut() else { return };
        match line.spans.last_mut() {
            Some(span) if span.style == style => span.content.to_mut().push_str(&text),
            _ => line.spans.push(Span::styled(text.into_owned(), style)),
        }
    }

    /// Writes the paragraph read so far.
    fn flush(&mut self) {
        self.is_only_marker = false;
        for line in std::mem::take(&mut self.inline) {
            if line.spans.iter().any(|span| !span.content.trim().is_empty()) {
                for row in wrap(&line, self.page.room(), 0) {
                    self.page.emit(row);
                }
            }
        }
    }
}
