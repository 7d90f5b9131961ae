//! Starts the page.

fn main() {
    console_error_panic_hook::set_once();
    yew::Renderer::<diptych_web::app::App>::new().render();
}
