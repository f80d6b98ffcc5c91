// Without a network after the first visit: the service worker keeps the site in the browser.

/**
 * Resolves when all of the site is kept, so that nothing is asked for afterwards.
 * @param {(kept: number, of: number) => void} progress
 * @returns {Promise<boolean>} whether the page works without a network from now on
 */
export async function keepSite(progress) {
  const container = navigator.serviceWorker;
  if (!container) return false;
  container.addEventListener("message", ({ data }) => {
    if (data.kind === "kept") progress(data.kept, data.of);
  });
  try {
    const registration = await container.register("sw.js");
    if (!(await isActive(registration))) return false;
    if (!container.controller) await controlled(container);
    return Boolean(container.controller);
  } catch {
    return false; // private windows, or a server that does not allow it: the page works all the same
  }
}

function isActive(registration) {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (registration.active) return true;
  return new Promise((met) => {
    const look = () => {
      if (worker.state === "activated") met(true);
      else if (worker.state === "redundant") met(false);
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

function controlled(container) {
  return new Promise((met) => {
    container.addEventListener("controllerchange", met, { once: true });
    setTimeout(met, 3000);
  });
}
