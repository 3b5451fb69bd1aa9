;; -*- lexical-binding: t -*-
;; Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
;; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;;
;; What a user does with a finding: sees it, takes the fix, saves.  Prints what
;; was seen, as JSON; see emacs.py.

(require 'cl-lib)
(require 'json)

(defun await (what condition)
  (with-timeout (60 (error "Emacs waited in vain for %s" what))
    (while (not (funcall condition))
      (accept-process-output nil 0.05)
      ;; Emacs does this when it is idle, which it never is in batch mode.
      (flymake-start))))

(defun warnings ()
  "What clangd marks the places of notes with is none."
  (cl-remove-if-not (lambda (d) (eq (flymake-diagnostic-type d) 'eglot-warning))
                    (flymake-diagnostics)))

(find-file (pop command-line-args-left))
(call-interactively #'eglot)
(await "a diagnostic" #'warnings)
(let* ((finding (car (warnings)))
       (seen `((line . ,(line-number-at-pos (flymake-diagnostic-beg finding)))
               (message . ,(substring-no-properties (flymake-diagnostic-text finding))))))
  (goto-char (flymake-diagnostic-beg finding))
  (let ((last-nonmenu-event ?\r)) ; The question is asked in the minibuffer.
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt choices &rest _)
                 (push `(menu . ,(vconcat (mapcar #'car choices))) seen)
                 (caar choices))))
      (call-interactively #'eglot-code-actions)))
  (await "the fix" #'buffer-modified-p)
  (save-buffer)
  (await "silence" (lambda () (null (flymake-diagnostics))))
  (princ (json-encode seen)))
(eglot-shutdown-all)
