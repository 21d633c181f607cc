// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search.h"

#include <QLineEdit>

class QStandardItemModel;

namespace Nightkeep {

/// One box over what all areas can find: a list of hits as one types; Enter or a click jumps to the row.
class SearchBox final : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchBox(QWidget *parent = nullptr);

    void setEntries(const QList<SearchEntry> &entries);

signals:
    void chosen(Nightkeep::Page page, const QString &key);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search(const QString &typed);
    void jump(const QModelIndex &hit);

    QList<SearchEntry> m_entries;
    QStandardItemModel *m_hits;
};

} // namespace Nightkeep
