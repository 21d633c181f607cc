// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/courses/site.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;

namespace Nightkeep {

/// The first step: which archive. Its name follows term and site until a person types another one.
class ArchiveWhichStep final : public QWidget
{
    Q_OBJECT

public:
    /// `sites` is not empty.
    ArchiveWhichStep(const QList<Site> &sites, const QList<ArchiveRecord> &runs, const QDate &today, QWidget *parent);

    void fill(const ArchiveRequest &request); ///< as it was asked for before
    [[nodiscard]] ArchiveRequest request() const;
    [[nodiscard]] const Site &site() const;
    [[nodiscard]] bool isComplete() const;

signals:
    void changed();

private:
    void buildFields(const QDate &today);
    void buildForm();
    void proposeName();
    void follow();

    QList<Site> m_sites;
    QList<ArchiveRecord> m_runs;
    QComboBox *m_term;
    QComboBox *m_site;
    QComboBox *m_rule;
    QLabel *m_meaning;
    QDateEdit *m_notBefore;
    QLineEdit *m_name;
    QLabel *m_becomes;
    QCheckBox *m_takeDoubtful;
    QCheckBox *m_readThrough;
    bool m_isOwnName = false;
};

} // namespace Nightkeep
