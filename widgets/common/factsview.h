// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/state.h"

#include <QTextBrowser>

#include <functional>

class QSettings;
class QTextTable;

namespace Nightkeep {

/// The detail of one chosen thing: headings, facts and states, all plain text that can be selected
/// and copied. Long paths break anywhere, so the panel may be narrow. A subject is folded and unfolded by its
/// heading: with the mouse, or with Tab to it and Enter or Space.
class FactsView final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit FactsView(QWidget *parent = nullptr);

    /// Shows what `describe` writes. It is kept and called again when the palette changes, so it holds
    /// its own copies. The place scrolled to, and the heading that the keyboard stands on, stay
    /// while `key` does.
    void describe(const QString &key, std::function<void(FactsView &)> describe);
    void describeNothing(const QString &hint);
    /// Which subjects are folded, under "details/<name>/folded". `settings` outlives the view.
    void rememberFolding(QSettings &settings, const QString &name);

    // For `describe`, in the order of reading.
    void title(const QString &text, const QString &note = {});
    /// What follows, until the next title or heading, is folded by it where `subject` names it for the settings.
    void heading(const QString &text, const QString &subject = {});
    void fact(const QString &label, const QString &value); ///< left out where the value is empty
    void fact(const QString &label, const QStringList &lines);
    void state(State state, const QString &text, const QString &detail = {});
    void paragraph(const QString &text);
    void dimmed(const QString &text);
    void fixedWidth(const QString &text); ///< a command or a fingerprint, to be copied as it is
    void failure(const Error &error); ///< in three parts

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void rewrite();
    void toggle(const QString &subject);
    [[nodiscard]] QString subjectOfKeyboard() const; ///< whose heading it stands on
    void goToHeading(const QString &subject);
    enum class Indent { None, All, Hanging };
    void startBlock(qreal linesAbove, Indent indent = Indent::None);
    void write(const QString &text, const QTextCharFormat &format = {});
    [[nodiscard]] QTextCharFormat dimFormat() const;
    void endFacts() { m_facts = nullptr; }

    QString m_key;
    std::function<void(FactsView &)> m_describe;
    QTextTable *m_facts = nullptr;
    QStringList m_folded; ///< subjects
    bool m_isFolded = false; ///< what is being written
    QSettings *m_settings = nullptr;
    QString m_settingsKey;
};

} // namespace Nightkeep
