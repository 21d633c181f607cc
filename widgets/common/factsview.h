// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/state.h"

#include <QTextEdit>

#include <functional>

class QTextTable;

namespace Nightkeep {

/// The detail of one chosen thing: headings, facts and states, all plain text that can be selected
/// and copied. Long paths break anywhere, so the panel may be narrow.
class FactsView final : public QTextEdit
{
    Q_OBJECT

public:
    explicit FactsView(QWidget *parent = nullptr);

    /// Shows what `describe` writes. It is kept and called again when the palette changes, so it holds
    /// its own copies. The place scrolled to stays while `key` does.
    void describe(const QString &key, std::function<void(FactsView &)> describe);
    void describeNothing(const QString &hint);

    // For `describe`, in the order of reading.
    void title(const QString &text, const QString &note = {});
    void heading(const QString &text);
    void fact(const QString &label, const QString &value); ///< left out where the value is empty
    void fact(const QString &label, const QStringList &lines);
    void state(State state, const QString &text, const QString &detail = {});
    void paragraph(const QString &text);
    void dimmed(const QString &text);
    void fixedWidth(const QString &text); ///< a command or a fingerprint, to be copied as it is
    void failure(const Error &error); ///< in three parts

protected:
    void changeEvent(QEvent *event) override;

private:
    void rewrite();
    enum class Indent { None, All, Hanging };
    void startBlock(qreal linesAbove, Indent indent = Indent::None);
    void write(const QString &text, const QTextCharFormat &format = {});
    [[nodiscard]] QTextCharFormat dimFormat() const;
    void endFacts() { m_facts = nullptr; }

    QString m_key;
    std::function<void(FactsView &)> m_describe;
    QTextTable *m_facts = nullptr;
};

} // namespace Nightkeep
