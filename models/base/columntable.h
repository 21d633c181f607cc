// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/mergedtable.h"
#include "models/base/state.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace Nightkeep {

/// Of a header, beside ItemRole's: the widest that the column begins with, in characters.
inline constexpr int WidthRole = StruckLinesRole + 1;

/// The moment in figures, in the zone of `now`, by locale: long for a tool tip, short for a cell.
[[nodiscard]] QString exactMoment(const QDateTime &then, const QDateTime &now);
[[nodiscard]] QString shortMoment(const QDateTime &then, const QDateTime &now);

/// A cell as a screen reader says it: what is seen as an icon before a line is a word there.
[[nodiscard]] QString spokenCell(const QStringList &lines, const std::optional<State> &state,
                                 const QList<int> &lineStates);

/// When a cell says something else although its row is the same.
enum class Ages { Never, Daily, Always };

/// What a cell says: a member of its row or a function of it, which may ask for the present moment or
/// for today's date.
template<typename Row, typename Value> class CellRule
{
public:
    CellRule() = default;
    template<typename Rule>
    requires(
        !std::is_same_v<
            Rule,
            CellRule> && (std::is_invocable_v<Rule, const Row &> || std::is_invocable_v<Rule, const Row &, const QDateTime &> || std::is_invocable_v<Rule, const Row &, const QDate &>))
        CellRule(Rule rule) // not explicit: columns are written as lists
    {
        if constexpr (std::is_invocable_v<Rule, const Row &>) {
            m_rule = [rule](const Row &row, const QDateTime &) -> Value { return std::invoke(rule, row); };
        } else if constexpr (std::is_invocable_v<Rule, const Row &, const QDateTime &>) {
            m_rule = rule;
            m_ages = Ages::Always;
        } else {
            m_rule = [rule](const Row &row, const QDateTime &now) -> Value { return rule(row, now.date()); };
            m_ages = Ages::Daily;
        }
    }

    explicit operator bool() const { return bool(m_rule); }
    Value operator()(const Row &row, const QDateTime &now) const { return m_rule ? m_rule(row, now) : Value(); }
    [[nodiscard]] Ages ages() const { return m_ages; }

private:
    std::function<Value(const Row &, const QDateTime &)> m_rule;
    Ages m_ages = Ages::Never;
};

/// A column of a table, all of it. What is left out is empty, and the sort value is the text.
template<typename Row> struct TableColumn
{
    TableColumn(const QString &heading, CellRule<Row, QString> shown)
        : title(heading)
        , text(std::move(shown))
    {
    }
    /// The same with this member set; a list of these is how a table is written down.
    template<typename Member, typename Value>
    [[nodiscard]] TableColumn with(Member TableColumn::*member, Value value) const
    {
        TableColumn column = *this;
        column.*member = std::move(value);
        return column;
    }

    QString title;
    CellRule<Row, QString> text;
    CellRule<Row, QVariant> sortValue; ///< invalid where it is not known
    CellRule<Row, std::optional<State>> state;
    CellRule<Row, QString> toolTip;
    int width = 36; ///< the widest that it begins with, in characters
    bool isNumber = false; ///< stands at the right
    CellRule<Row, QStringList> lines; ///< where a cell has several that its text does not tell apart
    CellRule<Row, QList<int>> lineStates;
    CellRule<Row, QStringList> drawnLines; ///< as many as `lines`, where a view shows them otherwise than copies
    CellRule<Row, QList<int>> struckLines;
    QString explanation; ///< of the title
    CellRule<Row, bool> isEditable;
    CellRule<Row, QString> editText; ///< else the text
    bool Row::*box = nullptr; ///< to check, in rows of which hasBox does not say otherwise
    CellRule<Row, bool> hasBox;
};

/// A table: what tells its rows apart, and its columns in their order.
template<typename Row> struct TableDescription
{
    std::function<QString(const Row &)> key;
    QList<TableColumn<Row>> columns;
};

/// The model of every flat table. One that is only looked at needs its description and no class.
template<typename Row> class ColumnTable : public MergedTable<Row>
{
public:
    explicit ColumnTable(TableDescription<Row> description, QObject *parent = nullptr)
        : MergedTable<Row>(parent)
        , m_description(std::move(description))
    {
    }

    /// `now` is the moment that ages are told against, in the zone that times are shown in.
    void setRows(const QList<Row> &rows, const QDateTime &now = {})
    {
        const QDateTime before = std::exchange(m_now, now);
        this->merge(rows);
        tellAged(before);
    }
    void setNow(const QDateTime &now) { tellAged(std::exchange(m_now, now)); }
    void setTitle(int column, const QString &title)
    {
        m_description.columns[column].title = title;
        emit this->headerDataChanged(Qt::Horizontal, column, column);
    }
    void setAllChecked(bool checked)
    {
        QList<Row> rows = this->rows();
        for (Row &row : rows) {
            for (const TableColumn<Row> &column : m_description.columns) {
                if (hasBox(row, column))
                    row.*column.box = checked;
            }
        }
        this->merge(rows);
    }

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_description.columns.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

protected:
    [[nodiscard]] const QDateTime &now() const { return m_now; }
    [[nodiscard]] QString keyOf(const Row &row) const override { return m_description.key(row); }
    /// A person typed something else into an editable cell.
    virtual bool edit(const QModelIndex &, const QString & /*typed*/) { return false; }

private:
    void tellAged(const QDateTime &before);
    [[nodiscard]] QVariant linesData(const Row &row, const TableColumn<Row> &column, int role) const;
    [[nodiscard]] bool hasBox(const Row &row, const TableColumn<Row> &column) const
    {
        return column.box && (!column.hasBox || column.hasBox(row, m_now));
    }

    TableDescription<Row> m_description;
    QDateTime m_now;
};

template<typename Row> QVariant ColumnTable<Row>::data(const QModelIndex &index, int role) const
{
    if (!this->checkIndex(index, QAbstractItemModel::CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = this->rows().at(index.row());
    const TableColumn<Row> &column = m_description.columns.at(index.column());
    const auto shown = [](const QString &text) { return text.isEmpty() ? QVariant() : QVariant(text); };
    switch (role) {
    case Qt::EditRole:
        if (column.editText)
            return column.editText(row, m_now);
        [[fallthrough]];
    case Qt::DisplayRole:
        return shown(column.text(row, m_now));
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return shown(column.toolTip(row, m_now));
    case Qt::TextAlignmentRole:
        return column.isNumber ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::CheckStateRole:
        return hasBox(row, column) ? QVariant(int(row.*column.box ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case SortRole:
        return column.sortValue ? column.sortValue(row, m_now) : shown(column.text(row, m_now));
    case StateRole:
        if (const std::optional<State> state = column.state(row, m_now))
            return int(*state);
        return {};
    case KeyRole:
        return this->keyAt(index.row());
    case Qt::AccessibleTextRole: {
        const QString text = column.text(row, m_now);
        const QStringList drawn = column.drawnLines(row, m_now);
        return shown(spokenCell(!drawn.isEmpty()   ? drawn
                                    : column.lines ? column.lines(row, m_now)
                                                   : text.split(u'\n', Qt::SkipEmptyParts),
                                column.state(row, m_now), column.lineStates(row, m_now)));
    }
    default:
        return linesData(row, column, role);
    }
}

template<typename Row>
QVariant ColumnTable<Row>::linesData(const Row &row, const TableColumn<Row> &column, int role) const
{
    const auto numbers = [](const QList<int> &all) { return all.isEmpty() ? QVariant() : QVariant::fromValue(all); };
    switch (role) {
    case LinesRole:
        if (column.lines)
            return column.lines(row, m_now);
        if (const QString text = column.text(row, m_now); text.contains(u'\n'))
            return text.split(u'\n');
        return {};
    case DrawnLinesRole:
        if (const QStringList drawn = column.drawnLines(row, m_now); !drawn.isEmpty())
            return drawn;
        return {};
    case LineStatesRole:
        return numbers(column.lineStates(row, m_now));
    case StruckLinesRole:
        return numbers(column.struckLines(row, m_now));
    default:
        return {};
    }
}

template<typename Row> QVariant ColumnTable<Row>::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TableColumn<Row> &column = m_description.columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return column.explanation.isEmpty() ? QVariant() : QVariant(column.explanation);
    case WidthRole:
        return column.width;
    default:
        return {};
    }
}

template<typename Row> Qt::ItemFlags ColumnTable<Row>::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!this->checkIndex(index, QAbstractItemModel::CheckIndexOption::IndexIsValid))
        return flags;
    const Row &row = this->rows().at(index.row());
    const TableColumn<Row> &column = m_description.columns.at(index.column());
    flags.setFlag(Qt::ItemIsEditable, column.isEditable(row, m_now));
    flags.setFlag(Qt::ItemIsUserCheckable, hasBox(row, column));
    return flags;
}

template<typename Row> bool ColumnTable<Row>::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Qt::ItemFlags may = flags(index);
    if (role == Qt::EditRole && may.testFlag(Qt::ItemIsEditable))
        return edit(index, value.toString());
    if (role != Qt::CheckStateRole || !may.testFlag(Qt::ItemIsUserCheckable))
        return false;
    Row row = this->rows().at(index.row());
    row.*m_description.columns.at(index.column()).box = value.toInt() == Qt::Checked;
    this->replace(index.row(), row);
    return true;
}

template<typename Row> void ColumnTable<Row>::tellAged(const QDateTime &before)
{
    if (before == m_now)
        return;
    const Ages least = before.date() == m_now.date() ? Ages::Always : Ages::Daily;
    const auto ages = [least](const TableColumn<Row> &column) {
        return std::max({column.text.ages(), column.sortValue.ages(), column.state.ages(), column.toolTip.ages(),
                         column.lines.ages(), column.lineStates.ages(), column.drawnLines.ages(),
                         column.struckLines.ages()})
            >= least;
    };
    for (int first = 0; first < columnCount(); ++first) {
        int end = first;
        while (end < columnCount() && ages(m_description.columns.at(end)))
            ++end;
        if (end == first)
            continue;
        this->tellChanged(first, end - 1);
        first = end;
    }
}

} // namespace Nightkeep
