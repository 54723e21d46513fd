//! A window of cells that its owner can resize and look at while the program draws into it.
//!
//! Draws nothing by itself: it is ratatui's test backend, shared.

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, TestBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};

#[derive(Clone)]
pub(super) struct Window(Rc<RefCell<TestBackend>>);

impl Window {
    pub(super) fn new((columns, rows): (u16, u16)) -> Self {
        Self(Rc::new(RefCell::new(TestBackend::new(columns, rows))))
    }

    pub(super) fn resize(&self, columns: u16, rows: u16) {
        self.0.borrow_mut().resize(columns, rows);
    }

    /// Column and row where a text first stands.
    pub(super) fn place_of(&self, text: &str) -> (u16, u16) {
        let buffer = self.buffer();
        for y in 0..buffer.area.height {
            for x in 0..buffer.area.width {
                let rest = (x..buffer.area.width).map(|x| buffer[(x, y)].symbol());
                if rest.collect::<String>().starts_with(text) {
                    return (x, y);
                }
            }
        }
        panic!("`{text}` is nowhere in the window");
    }

    pub(super) fn buffer(&self) -> Buffer {
        self.0.borrow().buffer().clone()
    }
}

impl Backend for Window {
    type Error = <TestBackend as Backend>::Error;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Self::Error>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.0.borrow_mut().draw(content)
    }

    fn hide_cursor(&mut self) -> Result<(), Self::Error> {
        self.0.borrow_mut().hide_cursor()
    }

    fn show_cursor(&mut self) -> Result<(), Self::Error> {
        self.0.borrow_mut().show_cursor()
    }

    fn get_cursor_position(&mut self) -> Result<Position, Self::Error> {
        self.0.borrow_mut().get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Self::Error> {
        self.0.borrow_mut().set_cursor_position(position)
    }

    fn clear(&mut self) -> Result<(), Self::Error> {
        self.0.borrow_mut().clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Self::Error> {
        self.0.borrow_mut().clear_region(clear_type)
    }

    fn size(&self) -> Result<Size, Self::Error> {
        self.0.borrow().size()
    }

    fn window_size(&mut self) -> Result<WindowSize, Self::Error> {
        self.0.borrow_mut().window_size()
    }

    fn flush(&mut self) -> Result<(), Self::Error> {
        self.0.borrow_mut().flush()
    }
}
