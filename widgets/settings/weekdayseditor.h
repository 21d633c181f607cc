// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>

class QCheckBox;

namespace Nightkeep {

/// Seven check boxes, Sunday first, for a text such as "1000000". Lies over the rows below its cell.
class WeekdaysEditor final : public QFrame
{
    Q_OBJECT

public:
    explicit WeekdaysEditor(QWidget *parent = nullptr);

    [[nodiscard]] QString stored() const;
    void setStored(const QString &stored); ///< a text that is not valid checks nothing

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QList<QCheckBox *> m_days;
};

} // namespace Nightkeep
