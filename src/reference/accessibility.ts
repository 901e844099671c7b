/**
 * Makes Redoc's page usable by keyboard and screen readers. The script runs in the page: it adds what Redoc's elements lack
 * whenever they change, sets the title of the page, and moves the focus to the heading that a reader has chosen.
 */
export const ACCESSIBILITY_SCRIPT = `
addEventListener('DOMContentLoaded', () => {
  const find = (selector) => document.querySelector(selector)
  const baseTitle = document.title

  /** Sets only what differs: each change calls the observer again. */
  const set = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (element && element.getAttribute(name) !== value) element.setAttribute(name, value)
    }
  }

  const main = () => find('main')
  const skip = document.createElement('a')
  skip.className = 'skip-link'
  skip.href = '#/'
  skip.textContent = 'Skip to the content'
  skip.addEventListener('click', (event) => {
    event.preventDefault()
    event.stopPropagation()
    main()?.focus()
  })
  document.body.prepend(skip)

  function complete() {
    set(main(), { tabindex: '-1' })
    set(find('[data-component-name="Menu/Menu"]')?.parentElement, { role: 'navigation', 'aria-label': 'Reference' })
    set(find('[data-testid="search-trigger"]'), { role: 'button', tabindex: '0', 'aria-keyshortcuts': 'Control+K', 'aria-haspopup': 'dialog' })
    set(find('[data-testid="search-dialog"]'), { role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Search' })
    set(find('[data-testid="search-dialog"] input'), { 'aria-label': 'Search the reference' })
    set(find('[data-testid="search-dialog"] header button'), { 'aria-label': 'Clear the search' })
    for (const select of document.querySelectorAll('[aria-label^="Example"]')) {
      set(select, { 'aria-label': ('Example: ' + select.textContent).trim() })
    }
    const active = find('[data-testid="menu-item-label"][data-active="true"]')
    const link = active?.closest('a')
    for (const other of document.querySelectorAll('[aria-current="page"]')) if (other !== link) other.removeAttribute('aria-current')
    set(link, { 'aria-current': 'page' })
    const isFirst = link?.getAttribute('href') === '#/'
    const name = active?.querySelector('[data-text]')?.dataset.text
    const title = !name || isFirst ? baseTitle : name + ' · ' + baseTitle
    if (document.title !== title) document.title = title
  }

  /** Focuses the heading of a place once Redoc has rendered it. */
  function focusHeading(hash, until = performance.now() + 5000) {
    const place = decodeURIComponent(hash.slice(1))
    const sections = [...document.querySelectorAll('[data-section-id]')].filter((each) => each.dataset.sectionId === place)
    const heading = sections.map((each) => each.querySelector('h1, h2, h3')).find(Boolean)
      ?? document.getElementById(place.slice(1))?.querySelector('h1, h2, h3')
    if (heading) {
      set(heading, { tabindex: '-1' })
      heading.focus({ preventScroll: true })
    } else if (performance.now() < until) requestAnimationFrame(() => focusHeading(hash, until))
  }

  addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a[href^="#/"]') : null
    if (link && link !== skip) requestAnimationFrame(() => focusHeading(link.getAttribute('href')))
  })
  addEventListener('keydown', (event) => {
    const isTrigger = event.target instanceof Element && event.target.matches('[data-testid="search-trigger"]')
    if (isTrigger && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault()
      event.target.click()
    }
    // Enter in the search opens the first result.
    const isResult = event.target instanceof Element && event.target.closest('[data-testid="search-dialog"]')
    if (isResult && event.key === 'Enter') {
      const before = location.hash
      const wait = (until) => {
        if (location.hash !== before) focusHeading(location.hash)
        else if (performance.now() < until) requestAnimationFrame(() => wait(until))
      }
      wait(performance.now() + 2000)
    }
  }, true)

  let isScheduled = false
  new MutationObserver(() => {
    if (isScheduled) return
    isScheduled = true
    requestAnimationFrame(() => {
      isScheduled = false
      complete()
    })
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['data-active', 'aria-label'] })
  complete()
})`
