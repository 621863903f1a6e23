package dev.tollgate.domain.limit;

import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import java.util.concurrent.atomic.AtomicBoolean;

/// A concurrency slot. Closing it gives the slot back; closing it again does nothing, so that every path may close it.
public final class Permit implements AutoCloseable {
    private final SubUserId subUser;
    private final Product product;
    private final SubUserUsage usage;
    private final AtomicBoolean closed = new AtomicBoolean();

    Permit(SubUserId subUser, Product product, SubUserUsage usage) {
        this.subUser = subUser;
        this.product = product;
        this.usage = usage;
    }

    public SubUserId subUser() {
        return subUser;
    }

    public Product product() {
        return product;
    }

    /// Whether it is still held and covers a request of this sub-user and product.
    public boolean covers(SubUserId otherSubUser, Product otherProduct) {
        return !closed.get() && product == otherProduct && subUser.equals(otherSubUser);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            usage.giveBackSlot(product);
        }
    }
}
