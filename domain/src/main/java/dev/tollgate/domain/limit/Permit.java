package dev.tollgate.domain.limit;

import dev.tollgate.domain.error.LimitHit;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// A concurrency slot. Closing it gives the slot back; closing it again does nothing, so that every path may close it.
public final class Permit implements AutoCloseable {
    /// Instead of an AtomicBoolean: there is a permit to each request, and this makes it one object.
    private static final VarHandle CLOSED = closedField();

    private final SubUserId subUser;
    private final Product product;
    private final SubUserUsage usage;
    private volatile boolean closed;

    Permit(SubUserId subUser, Product product, SubUserUsage usage) {
        this.subUser = subUser;
        this.product = product;
        this.usage = usage;
    }

    private static VarHandle closedField() {
        try {
            return MethodHandles.lookup().findVarHandle(Permit.class, "closed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public SubUserId subUser() {
        return subUser;
    }

    public Product product() {
        return product;
    }

    /// Whether it is still held and covers a request of this sub-user and product.
    public boolean covers(SubUserId otherSubUser, Product otherProduct) {
        return heldBy(otherSubUser) && product == otherProduct;
    }

    boolean heldBy(SubUserId otherSubUser) {
        return !closed && subUser.equals(otherSubUser);
    }

    /// The same slot for another product of its sub-user, in place of this one.
    ///
    /// @return the limit of that product, if it was hit; then this one is as before
    SlotOutcome moveTo(Product other, Allowance allowance) {
        Optional<LimitHit> hit = usage.takeProductSlot(other, allowance);
        if (hit.isPresent()) {
            return new SlotOutcome.Full(hit.get());
        }
        if (!CLOSED.compareAndSet(this, false, true)) {
            throw new IllegalStateException("a slot that was given back cannot be moved");
        }
        usage.giveBackProductSlot(product);
        return new SlotOutcome.Granted(new Permit(subUser, other, usage));
    }

    @Override
    public void close() {
        if (CLOSED.compareAndSet(this, false, true)) {
            usage.giveBackSlot(product);
        }
    }
}
