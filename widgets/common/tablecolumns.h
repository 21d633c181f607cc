// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPair>
#include <QSet>
#include <QString>
#include <QTimer>

class QHeaderView;
class QMenu;
class QSettings;
class QTableView;

namespace Nightkeep {

/// One arrangement of a table's columns: those that it shows at first, in their order. What no view names is shown in
/// all of them, behind these.
struct ColumnView
{
    QString id; ///< for the settings
    QString text;
    QList<int> columns;
};

/// Which columns a table shows, in which order and how wide. Order, sorting, hidden columns and the widths that a
/// person dragged are remembered, in each view for itself. Every other width follows what stands in the column.
class TableColumns final : public QObject
{
    Q_OBJECT

public:
    /// `name` keys what is remembered. `settings` outlives the table.
    TableColumns(QTableView *view, QSettings &settings, const QString &name);
    ~TableColumns() override;

    void setViews(const QList<ColumnView> &views); ///< before begin(); the first is that of who never chose one
    [[nodiscard]] int currentView() const { return m_current; }
    void chooseView(int at);
    void setFirstOrder(int column) { m_firstOrder = column; } ///< sorted by it, until a person sorts otherwise

    /// Puts the columns as they were left. Once there are rows: the first widths are measured on them.
    void begin();
    void forget() { m_hasBegun = false; } ///< for another model
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    /// Widths that nobody dragged become those of the content, cut where that would leave no room for the others.
    void fit();
    void saveNow(); ///< what is still to be saved
    void fillMenu(QMenu *menu); ///< to choose which are shown
    [[nodiscard]] QList<int> shown() const; ///< in the order in which they stand
    /// The same, then those that only the chosen view leaves out: what an export holds. What a person hid is in
    /// neither.
    [[nodiscard]] QList<int> exported() const;

signals:
    void changed(); ///< another column is shown, or stands elsewhere

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QString stateName() const;
    [[nodiscard]] QString draggedKey() const;
    void arrange(const QList<int> &columns);
    [[nodiscard]] bool isLeftOut(int column) const; ///< by the chosen view, and another one has it
    void save();
    struct Width
    {
        int column = 0;
        int whole = 0; ///< of all that stands in it
        int now = 0;
        bool isDragged = false;
    };
    [[nodiscard]] Width measure(int column, int room) const;

    QTableView *m_view;
    QHeaderView *m_header;
    QSettings &m_settings;
    QString m_name;
    QList<ColumnView> m_views;
    int m_current = 0;
    int m_firstOrder = -1;
    QSet<int> m_dragged;
    QPair<int, int> m_last {-1, 0}; ///< the column that the header stretches, and the width that it has without
    bool m_hasBegun = false;
    bool m_isPressed = false; ///< the mouse, on the headings
    bool m_isArranging = false;
    QTimer m_saveSoon;
};

} // namespace Nightkeep
