// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QHeaderView>
#include <QMouseEvent>

namespace Nightkeep {

/// Makes a column this wide as a person does: by its heading's right edge.
inline void dragColumn(QHeaderView &header, int column, int width)
{
    const int edge = header.sectionViewportPosition(column) + header.sectionSize(column) - 1;
    const auto send = [&header](QEvent::Type type, int x, Qt::MouseButton button, Qt::MouseButtons buttons) {
        const QPointF at(x, header.height() / 2.0);
        QMouseEvent event(type, at, header.viewport()->mapToGlobal(at), button, buttons, Qt::NoModifier);
        QApplication::sendEvent(header.viewport(), &event);
    };
    send(QEvent::MouseMove, edge, Qt::NoButton, Qt::NoButton);
    send(QEvent::MouseButtonPress, edge, Qt::LeftButton, Qt::LeftButton);
    send(QEvent::MouseMove, edge + width - header.sectionSize(column), Qt::NoButton, Qt::LeftButton);
    const int end = header.sectionViewportPosition(column) + header.sectionSize(column) - 1;
    send(QEvent::MouseButtonRelease, end, Qt::LeftButton, Qt::NoButton);
}

} // namespace Nightkeep
