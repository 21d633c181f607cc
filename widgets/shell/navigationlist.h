// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/base/state.h"

#include <QIcon>
#include <QListWidget>

namespace Nightkeep {

/// The pages at the left: icon, title, and how each stands: the shape of its state and the count of its open findings.
/// As wide as its longest entry; arrows and letters choose.
class NavigationList final : public QListWidget
{
    Q_OBJECT

public:
    enum Role {
        PageRole = Qt::UserRole + 64,
        CountRole,
        StandingRole, ///< int(State)
    };

    explicit NavigationList(QWidget *parent = nullptr);

    void addPage(Page page, const QString &title, const QIcon &icon);
    void setStanding(Page page, Nightkeep::State state, int count);
    void choose(Page page);
    [[nodiscard]] int count(Page page) const; ///< of findings
    [[nodiscard]] Nightkeep::State standing(Page page) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void chosen(Nightkeep::Page page);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showWhole();
    [[nodiscard]] QListWidgetItem *itemOf(Page page) const;
};

} // namespace Nightkeep
