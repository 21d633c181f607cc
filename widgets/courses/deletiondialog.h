// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/deletiontable.h"
#include "models/base/unkept.h"
#include "widgets/common/askingdialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace Nightkeep {

/// "May these courses be deleted?": a list of courses, and what stands in the way of each. What was answered is kept,
/// and earlier answers are shown again.
class DeletionDialog final : public AskingDialog
{
    Q_OBJECT

public:
    /// Begins with these courses of the site of that name, which is one of `sites`.
    DeletionDialog(const PageContext &context, const QList<Site> &sites, const QString &site,
                   const QList<qint64> &courses, QWidget *parent);

protected:
    [[nodiscard]] QStringList fields() const override;

private:
    void buildForm(const QString &site, const QList<qint64> &courses);
    void openFile();
    void readFile(const QString &fileName);
    void ask() override;
    void take(const Result<Asked<DeletionCheck>> &checked);
    void show(const DeletionCheck &check);
    using QDialog::show;
    void listEarlier();
    void showEarlier();
    void follow(); ///< what is entered
    void edited();

    QList<Site> m_sites;
    ColumnTable<CourseDeletion> *m_model;
    QComboBox *m_site;
    QPlainTextEdit *m_list;
    QLineEdit *m_category;
    QCheckBox *m_offline;
    QComboBox *m_earlier;
};

} // namespace Nightkeep
