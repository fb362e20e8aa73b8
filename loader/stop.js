// @ts-check
/**
 * Shows that the module has stopped, and keeps what must not be lost. The build adds this to the
 * glue, because loading anything may be impossible by then.
 */

const sentences = {
  en: {
    heading: "Agent console has stopped",
    why: "Something in it went wrong. It does and sends nothing any more.",
    secret: "The token is shown this once. Copy it by hand before you reload the page.",
    reload: "Reload the page",
  },
  ko: {
    heading: "Agent console이 멈췄습니다",
    why: "콘솔 내부에 문제가 생겼습니다. 더 이상 아무것도 실행하거나 보내지 않습니다.",
    secret: "토큰은 지금 한 번만 표시됩니다. 페이지를 새로 고치기 전에 직접 복사해 주세요.",
    reload: "페이지 새로 고침",
  },
};

/**
 * Shows over everything in the element that the console has stopped. A displayed secret stays, now
 * unmasked, because no button can copy it any more.
 *
 * In a host page the message replaces the console and is not modal: it would cover a secret in
 * another element, and a page that works.
 *
 * @param {ShadowRoot} root
 * @param {boolean} isOwnPage
 */
export function showStop(root, isOwnPage) {
  // A console that never started has none.
  const ground = root.querySelector(".console") ?? root.appendChild(make("div", "", "ground"));
  const shown = /** @type {HTMLElement | null} */ (root.querySelector(".console"))?.lang;
  const lang = (shown ?? navigator.language).toLowerCase().startsWith("ko") ? "ko" : "en";
  const words = sentences[lang];
  const secret = /** @type {HTMLElement | null} */ (root.querySelector(".secret__value"));
  const dialog = secret?.closest("dialog") ?? document.createElement("dialog");
  const reload = make("button", words.reload, "button");
  reload.onclick = () => location.reload();
  const notice = make("section", "", "notice notice--danger");
  notice.lang = lang;
  notice.setAttribute("role", "alert");
  notice.append(make("h2", words.heading), make("p", words.why));
  if (secret) {
    // Nothing can handle them any more, and under another dialog the secret could not be selected.
    for (const other of root.querySelectorAll("dialog")) if (other !== dialog) other.remove();
    for (const control of dialog.querySelectorAll("button, input")) control.setAttribute("disabled", "");
    notice.append(make("p", words.secret));
    secret.hidden = false;
    dialog.querySelector(".secret__mask")?.remove();
    addEventListener("beforeunload", (event) => event.preventDefault());
  } else {
    dialog.className = "dialog dialog--narrow";
    ground.append(dialog);
  }
  notice.append(reload);
  dialog.prepend(notice);
  dialog.setAttribute("closedby", "none");
  if (isOwnPage) {
    // Browsers without this attribute close a dialog on the second Escape.
    dialog.onclose = () => dialog.showModal();
    if (!dialog.open) dialog.showModal();
  } else {
    dialog.close();
    ground.replaceChildren(dialog);
    // `show()` would move the focus.
    dialog.open = true;
  }
  dialog.scrollTop = 0;
  if (secret || isOwnPage) reload.focus();
}

/**
 * @param {string} tag
 * @param {string} textContent
 */
function make(tag, textContent, className = "") {
  return Object.assign(document.createElement(tag), { textContent, className });
}
