// Searches the site in place of the theme's own search, which finds a section only if it has every word of a question,
// and does not work in a page that is opened from disk. This ranks the sections by the words that they have: rare words
// count more, and so do words in a title. It answers the messages that the theme sends to its worker.
{
  // How much a word in each counts, and the number of words that halves it: a long text has many words by chance.
  const WEIGHTS = { title: [6, 12], page: [3, 12], text: [1, 200] }
  // These pages count less. They have almost every word somewhere, and a guide about the word should come first.
  const PAGES = {
    "index.html": 0.5,
    "CHANGELOG.html": 0.4,
    "CONTRIBUTING.html": 0.5,
    "explanation/design.html": 0.6,
    "reference/api.html": 0.4,
    "reference/command-options.html": 0.7,
    "reference/functions.html": 0.8,
    "reference/records.html": 0.8,
    "reference/rules/": 0.5,
  }
  const STOP_WORDS = new Set(
    `a about am an and any are as at be been but by can could did do does for from get had has have how i if in into
     is it its just me mean means my need of on or our s should so some t that the their them then there these
     they this to use want was we were what when where which while who whom whose why will with without would
     you your`.split(/\s+/),
  )
  const PER_PAGE = 10

  /** Return the words of a text or of HTML: { word, start, end }. */
  const words = text =>
    [...text.replace(/<[^>]*>|&#?\w+;/g, tag => " ".repeat(tag.length)).matchAll(/[\p{L}\p{N}]+/gu)].map(match => ({
      word: match[0].normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    }))

  /** Return what the forms of a word share: "expires" and "expired", "policy" and "policies". */
  const stem = word =>
    word.length < 4 ? word : word.replace(/ies$/, "y").replace(/s$/, "").replace(/(?<=...)(?:ments?|ing|ed|e)$/, "")

  /** Return how many letters to change, add or leave out to turn a word into another. */
  const distance = (one, other) => {
    let above = [...Array(other.length + 1).keys()]
    for (let i = 1; i <= one.length; i++) {
      const row = [i]
      for (let j = 1; j <= other.length; j++)
        row.push(Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (one[i - 1] !== other[j - 1])))
      above = row
    }
    return above[other.length]
  }

  class Index {
    constructor(items) {
      this.items = items
      this.found = new Map() // word → id of a section → weight of the word there
      const titles = new Map()
      for (const { location, title, level } of items) if (level === 1) titles.set(location, title)
      items.forEach(({ location, title, text }, id) => {
        const page = location.split("#")[0]
        const fields = { title, page: page === location ? title : titles.get(page) ?? "", text }
        for (const [field, value] of Object.entries(fields)) {
          const all = words(value)
          const weight = WEIGHTS[field][0] / (1 + all.length / WEIGHTS[field][1])
          for (const { word } of all) {
            if (!this.found.has(word)) this.found.set(word, new Map())
            const sections = this.found.get(word)
            sections.set(id, (sections.get(id) ?? 0) + weight)
          }
        }
      })
    }

    /** Return the words of the site that a word of a question stands for, and how well each fits. */
    variants(asked) {
      const known = [...this.found.keys()]
      const fits = new Map()
      for (const word of known) {
        if (word === asked) fits.set(word, 1)
        else if (stem(word) === stem(asked)) fits.set(word, 0.9)
        else if (asked.length > 1 && word.startsWith(asked)) fits.set(word, (0.8 * asked.length) / word.length)
      }
      if (!fits.size && asked.length > 3) {
        const most = asked.length > 7 ? 2 : 1
        for (const word of known)
          if (Math.abs(word.length - asked.length) <= most && distance(word, asked) <= most) fits.set(word, 0.5)
      }
      return fits
    }

    /** Return the words of a question with their variants, and the ids of the sections, best first. */
    search(question) {
      const all = [...new Set(words(question).map(({ word }) => word))]
      const telling = all.filter(word => !STOP_WORDS.has(word))
      const asked = new Map((telling.length ? telling : all).map(word => [word, this.variants(word)]))
      const scores = new Map() // id → the sum of the scores, and the share of the question
      let whole = 0
      for (const variants of asked.values()) {
        const best = new Map()
        for (const [word, fit] of variants)
          for (const [id, weight] of this.found.get(word)) best.set(id, (best.get(id) ?? 0) + weight * fit)
        const rarity = Math.log(1 + this.items.length / (1 + best.size))
        whole += rarity
        for (const [id, weight] of best) {
          const [score, share] = scores.get(id) ?? [0, 0]
          scores.set(id, [score + (rarity * weight) / (weight + 2), share + rarity])
        }
      }
      const ranked = [...scores].map(([id, [score, share]]) => {
        const page = this.items[id].location.split("#")[0]
        return [id, score * (share / whole) * (PAGES[page.replace(/NMP.*/, "")] ?? 1)]
      })
      ranked.sort((one, other) => other[1] - one[1] || one[0] - other[0])
      return { asked, ids: ranked.filter(([, score]) => score > ranked[0][1] / 4).map(([id]) => id) }
    }

    /** Return the answer to a message of the theme, with the places of the words to underline. */
    answer({ input, page }) {
      const { asked, ids } = this.search(typeof input === "string" ? input : "")
      const lengths = new Map() // word → how much of it was asked for; -1 if it is only similar
      for (const [question, variants] of asked)
        for (const word of variants.keys()) lengths.set(word, word.startsWith(question) ? question.length : -1)
      const mark = text =>
        words(text)
          .filter(({ word }) => lengths.has(word))
          .map(({ word, start, end }) => ({ start, end, value: lengths.get(word) }))
      const from = page?.from ?? 0
      const match = (id, field) => ({ field, value: { highlight: { ranges: mark(this.items[id][field]) } } })
      const items = ids.slice(from, from + PER_PAGE).map(id => ({ id, matches: [match(id, "title"), match(id, "text")] }))
      const pagination = {
        total: ids.length,
        prev: from ? { from: from - PER_PAGE } : undefined,
        next: from + PER_PAGE < ids.length ? { from: from + PER_PAGE } : undefined,
      }
      return { items, pagination, aggregations: [] }
    }
  }

  // The theme sends the sections first (0), and gets a message that they are ready (1). Then it sends questions (2),
  // and gets an answer to each (3). The index is made for the first question: most readers of a page do not ask any.
  window.Worker = class {
    postMessage({ type, data }) {
      if (type === 0) this.items = data.items
      setTimeout(() => this.onmessage?.({ data: type === 0 ? { type: 1 } : { type: 3, data: this.answer(data) } }))
    }

    answer(data) {
      if (!data.input) return { items: [], pagination: { total: 0 }, aggregations: [] }
      this.index ??= new Index(this.items)
      return this.index.answer(data)
    }

    terminate() {}
  }
}
