// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/searchbox.h"

#include "widgets/common/themeicons.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QStandardItemModel>

namespace Nightkeep {

namespace {

constexpr int MostHits = 12;

enum HitRole {
    HitPageRole = Qt::UserRole + 1,
    HitKeyRole,
};

} // namespace

SearchBox::SearchBox(QWidget *parent)
    : QLineEdit(parent)
    , m_hits(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("search"));
    setPlaceholderText(tr("Search (Ctrl+K)"));
    setAccessibleName(tr("Search everything in the workspace"));
    addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition)->setText(tr("Search"));

    auto *completer = new QCompleter(m_hits, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // our own search orders the hits
    completer->setMaxVisibleItems(MostHits);
    setCompleter(completer);
    completer->popup()->setObjectName(QStringLiteral("searchHits"));
    completer->popup()->setTextElideMode(Qt::ElideMiddle);
    connect(this, &QLineEdit::textEdited, this, &SearchBox::search);
    connect(completer, QOverload<const QModelIndex &>::of(&QCompleter::activated), this, &SearchBox::jump,
            Qt::QueuedConnection); // after the completer has put the hit's text into the box
}

void SearchBox::setEntries(const QList<SearchEntry> &entries)
{
    m_entries = entries;
}

void SearchBox::search(const QString &typed)
{
    m_hits->clear();
    for (const SearchEntry &entry : searchEntries(m_entries, typed, MostHits)) {
        auto *item = new QStandardItem(tr("%1 — %2", "a hit and where it is").arg(entry.title, entry.where));
        item->setIcon(themeIcon(pageName(entry.page)));
        item->setData(int(entry.page), HitPageRole);
        item->setData(entry.key, HitKeyRole);
        item->setEditable(false);
        m_hits->appendRow(item);
    }
    if (m_hits->rowCount() == 0 && !typed.trimmed().isEmpty()) {
        auto *none = new QStandardItem(tr("Nothing is found."));
        none->setFlags(Qt::NoItemFlags);
        m_hits->appendRow(none);
    }
}

void SearchBox::jump(const QModelIndex &hit)
{
    if (!hit.data(HitPageRole).isValid())
        return;
    const auto page = Page(hit.data(HitPageRole).toInt());
    const QString key = hit.data(HitKeyRole).toString();
    clear();
    emit chosen(page, key);
}

/// The button's picture needs all plugins for pictures, which nobody should wait for who only looks.
void SearchBox::focusInEvent(QFocusEvent *event)
{
    setClearButtonEnabled(true);
    QLineEdit::focusInEvent(event);
}

void SearchBox::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !text().isEmpty()) {
        jump(m_hits->index(0, 0)); // Enter without choosing takes the best hit
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace Nightkeep
