// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalogue/copyfindertable.h"
#include "widgets/common/tabledialog.h"

class QLineEdit;

namespace Nightkeep {

/// Copies in all archives whose contents are known here, by a part of the course's name or of the file's. Of one that
/// is chosen all places are found.
class CatalogueSearchDialog final : public TableDialog
{
    Q_OBJECT

public:
    CatalogueSearchDialog(const PageContext &context, QWidget *parent);

private:
    struct Found
    {
        QList<CatalogueHit> hits; ///< that are shown
        qsizetype all = 0; ///< that there are
        qsizetype unknown = 0; ///< archives of which nobody here knows what they hold
        QHash<QString, QString> sites; ///< by run
    };
    void search();
    void showFound(const Found &found, const QString &text);
    void findChosen();

    ColumnTable<CatalogueHit> *m_model;
    QLineEdit *m_text;
    QPushButton *m_search;
    QPushButton *m_find;
    QHash<QString, QString> m_sites;
    quint64 m_searching = 0; ///< only the latest answer is shown
};

} // namespace Nightkeep
