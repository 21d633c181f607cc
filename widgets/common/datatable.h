// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/pagecontext.h"

#include <QWidget>

#include <functional>
#include <memory>

class QAction;
class QAbstractItemModel;
class QSettings;
class QTableView;

namespace Nightkeep {

struct ColumnView;

/// A table as every page has it: filter box above, sort by SortRole with unknown values last, column
/// chooser, remembered column order, visibility and dragged widths (see TableColumns), multi-line cells, state icons
/// drawn from StateRole, copy (Ctrl+C: the selected rows, tab-separated) and CSV text. Selection survives a
/// refresh by KeyRole.
class DataTable final : public QWidget
{
    Q_OBJECT

public:
    /// `name` keys the remembered state ("servers"). `settings` outlives the table.
    DataTable(const QString &name, QSettings &settings, QWidget *parent = nullptr);
    ~DataTable() override;

    /// Not owned. A column is as wide as its content, and no wider than its header's WidthRole where others need
    /// the room, until a person changes it.
    void setModel(QAbstractItemModel *model);
    [[nodiscard]] QTableView *view() const { return m_view; }
    [[nodiscard]] QWidget *filterRow() const { return m_filterRow; } ///< pages may add to its layout
    struct RowChoice
    {
        QString text;
        int id = 0;
    };
    /// A choice of rows beside the filter box, once in a table: shown are the source rows that `passes`
    /// holds for. The first choice shows all; `begins` is the place of the one that is chosen at first.
    void addRowFilter(const QString &name, const QString &label, const QList<RowChoice> &choices,
                      const std::function<bool(int id, int row)> &passes, int begins = 0);
    void setChoiceText(int place, const QString &text); ///< of that choice, which may say how many rows it shows
    /// Arrangements of the columns to choose from, once in a table, before its model. Which one was chosen, and what a
    /// person changed in each, is remembered.
    void setColumnViews(const QString &label, const QList<ColumnView> &views);
    void setFirstOrder(int column); ///< sorted by it, until a person sorts otherwise
    /// The rows that are selected: what a person has chosen, whatever the keyboard's place is.
    [[nodiscard]] QStringList selectedKeys() const;
    /// The one row that is selected; of several the one with the keyboard's place; empty where none is.
    [[nodiscard]] QString currentKey() const;
    void selectKey(const QString &key); ///< shown, whatever was filtered before
    void selectFirst(); ///< of the shown rows, where none is chosen; of a long table once it is sorted
    void focusFilter();
    /// What an empty table says, and the steps it offers (may be null).
    void setEmptyText(const QString &text, QAction *firstStep = nullptr, QAction *otherStep = nullptr);
    [[nodiscard]] QByteArray csv() const; ///< of the shown rows; see TableColumns::exported()
    [[nodiscard]] QString selectedText() const; ///< the chosen rows' shown columns, tab-separated

    /// Asks for a file and writes csv() into it; `failed` hears why it could not.
    void saveCsv(const PageContext &context, const QString &title, const QString &fileName,
                 const std::function<void(const Error &)> &failed);

public slots:
    void copy(); ///< selectedText() to the clipboard

signals:
    void currentKeyChanged(const QString &key);
    void copied(const QString &sentence); ///< by a key, too
    void keyActivated(const QString &key); ///< Enter or double click on a cell that is not edited in place

protected:
    void focusInEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
    QTableView *m_view;
    QWidget *m_filterRow;
};

} // namespace Nightkeep
