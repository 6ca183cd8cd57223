// A browser starts no worker for a page that is opened from disk. This runs the script of the search in a hidden frame
// instead, so that the search works there, too.
if (location.protocol === "file:") {
  // As with a worker, the other side gets a copy, and gets it later.
  const send = (target, data) => {
    const copy = structuredClone(data)
    setTimeout(() => target.onmessage?.({ data: copy }))
  }

  window.Worker = class {
    constructor(address) {
      this.waiting = []
      this.frame = document.createElement("iframe")
      this.frame.hidden = true
      this.frame.title = "Search"
      document.body.append(this.frame)
      this.inside = this.frame.contentWindow
      this.inside.postMessage = data => send(this, data)
      const script = this.inside.document.createElement("script")
      script.src = new URL(address, location)
      script.onerror = event => this.onerror?.(event)
      script.onload = () => {
        for (const data of this.waiting) send(this.inside, data)
        this.waiting = null
      }
      this.inside.document.body.append(script)
    }

    postMessage(data) {
      if (this.waiting) this.waiting.push(structuredClone(data))
      else send(this.inside, data)
    }

    terminate() {
      this.frame.remove()
    }
  }
}
