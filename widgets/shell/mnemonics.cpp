// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/mnemonics.h"

#include <QAction>
#include <QMenu>
#include <QSet>

#include <utility>

namespace Nightkeep {

namespace {

/// Where the letter stands that "&" marks; -1: nowhere. "&&" is a sign of the text.
qsizetype mnemonicAt(const QString &text)
{
    for (qsizetype i = 0; i + 1 < text.size(); ++i) {
        if (text.at(i) != u'&')
            continue;
        if (text.at(i + 1) != u'&')
            return i + 1;
        ++i;
    }
    return -1;
}

/// With the first free letter, of a word's beginning where there is one.
QString withFreeMnemonic(QString text, QSet<QChar> &taken)
{
    if (const qsizetype at = mnemonicAt(text); at >= 0)
        text.remove(at - 1, 1);
    for (const bool within : {false, true}) {
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar letter = text.at(i).toUpper();
            const bool isWithin = i > 0 && text.at(i - 1).isLetterOrNumber();
            if (!letter.isLetterOrNumber() || isWithin != within || taken.contains(letter))
                continue;
            taken.insert(letter);
            return text.insert(i, u'&');
        }
    }
    return text;
}

} // namespace

void giveMnemonics(const QList<QAction *> &actions)
{
    QSet<QChar> taken;
    QList<QAction *> without;
    for (QAction *action : actions) {
        if (action->isSeparator())
            continue;
        const qsizetype at = mnemonicAt(action->text());
        if (at >= 0 && !taken.contains(action->text().at(at).toUpper()))
            taken.insert(action->text().at(at).toUpper());
        else
            without << action;
        if (const QMenu *menu = action->menu())
            giveMnemonics(menu->actions());
    }
    for (QAction *action : std::as_const(without))
        action->setText(withFreeMnemonic(action->text(), taken));
}

} // namespace Nightkeep
