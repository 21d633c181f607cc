// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalogue/cataloguestore.h"
#include "models/courses/coursestable.h"
#include "widgets/common/firststeps.h"
#include "widgets/common/tablepage.h"

#include <QSet>

#include <optional>

namespace Nightkeep {

/// "Can every course be restored?": the courses of all sites with their backups, by the files themselves and not by
/// what Moodle says of them.
class CoursesPage final : public TablePage
{
    Q_OBJECT

public:
    explicit CoursesPage(const PageContext &context, QWidget *parent = nullptr);
    ~CoursesPage() override;
    [[nodiscard]] static PageArea area();

    void refresh() override; ///< reads every site, and looks through all places
    [[nodiscard]] QString refreshText() const override;
    [[nodiscard]] QString refreshWords() const override;
    [[nodiscard]] bool canRefresh() const override;
    void showObject(const QString &key) override;

private:
    void showEstate(const Estate &estate) override;
    void buildActions();
    void buildContent();
    void offerFirstStep();
    void showRows();
    void showCounts();
    void showDetail() override;
    void updateActions() override;
    [[nodiscard]] const SiteBackups *siteOf(const QString &name) const;
    [[nodiscard]] QList<Finding> findingsOfSite(const QString &name) const;
    [[nodiscard]] QAction *actOn(const Finding &finding) const;
    [[nodiscard]] static bool isLost(const Finding &finding);
    void askSite(const Site &site);
    void readThrough();
    void readThrough(const Site &site, const QList<qint64> &courses);
    void tell(const QString &site, const Result<Asked<SiteBackups>> &asked, const QList<qint64> &checked);
    template<typename Dialog> void openForChosen();
    void showLog();
    void explain();
    void showCopies();
    void showContents();
    void writeToTeacher();
    void showUsage();
    void beforeDeletion();
    void fetchGoodCopy();
    void findCopy();

    ColumnTable<CourseBackups> *m_model;
    FirstSteps m_first {this};
    QAction *m_read = nullptr; ///< of the empty table and the card
    QAction *m_check = nullptr;
    QAction *m_log = nullptr;
    QAction *m_explain = nullptr;
    QAction *m_copies = nullptr;
    QAction *m_contents = nullptr;
    QAction *m_teacher = nullptr;
    QAction *m_usage = nullptr;
    QAction *m_beforeDeletion = nullptr;
    QAction *m_fetch = nullptr;
    QAction *m_find = nullptr;
    QList<SiteBackups> m_sites;
    std::optional<QList<RestoreDrill>> m_drills; ///< nullopt: they could not be read
    QSet<QString> m_asking; ///< sites
    bool m_hasServers = false;
};

} // namespace Nightkeep
