// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/wiki/tablebuilder.h"

#include <QByteArray>

#include <memory>
#include <utility>
#include <vector>

namespace Nightkeep {

/// Takes the events of a parser of HTML or of the wiki's storage format, and gives the page's tables. No tree
/// is built, so a page of any size costs no more than its tables. What a reader of the page does not see
/// (scripts, a macro's parameters) is no text; what is struck out is kept apart.
class PageCollector
{
public:
    using Attributes = QList<std::pair<QByteArray, QString>>;

    void start(const QByteArray &name, const Attributes &attributes);
    void end(const QByteArray &name);
    void text(const QString &text);

    void refuse(const QString &reason); ///< the first one counts; the parser should stop
    [[nodiscard]] bool refused() const { return !m_refusal.isEmpty(); }
    [[nodiscard]] bool isInTable() const { return !m_open.empty(); }
    /// BadInput for a page beyond all measure (rows, cells, nesting): hostile rather than large.
    [[nodiscard]] Result<QList<WikiTable>> result();

private:
    struct Element
    {
        QByteArray name;
        QString macro = {}; ///< of the element itself
        QString instead = {}; ///< what is shown if it turns out to hold nothing
        bool hasBody = false;
        bool breaks = false;
        bool hidden = false; ///< these four hold for all within
        bool struck = false;
        bool preformatted = false;
        bool raised = false;
    };
    struct OpenTable
    {
        qsizetype place = 0;
        std::unique_ptr<TableBuilder> builder;
    };

    [[nodiscard]] Element within(const QByteArray &name, const Attributes &attributes);
    void startTable();
    void endTable();
    void startPart(const QByteArray &name, const Attributes &attributes);
    void showInstead(const Element &element);
    void addText(const QString &text, bool struck);
    void breakLine();
    void checkMeasure();

    QList<WikiTable> m_tables;
    std::vector<OpenTable> m_open;
    std::vector<Element> m_elements;
    CellText m_above; ///< text outside all tables, since the last one
    QString m_refusal;
    qsizetype m_rows = 0;
    qsizetype m_cells = 0;
};

} // namespace Nightkeep
