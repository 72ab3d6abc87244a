-- AlterTable
ALTER TABLE "mdm_invitation" ADD COLUMN     "refused_at" TIMESTAMPTZ(3);
